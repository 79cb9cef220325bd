import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cohenKappa, clusteredKappa } from "../../../src/audit/classifier-chapter/kappa.ts";
import { key, pick, uniform } from "../../../src/math/random.ts";

/** Two dermatologists, 88 patients: SAS/STAT User's Guide, PROC FREQ, "Agreement Study"; it prints κ 0.3449 and 95 % limits 0.2030 and 0.4868. */
const skin = Float64Array.of(10, 4, 1, 0, 5, 10, 12, 2, 2, 4, 12, 5, 0, 2, 6, 13);
const tables = fc.array(fc.nat(9), { minLength: 16, maxLength: 16 }).map((counts) => Float64Array.from(counts));
const transposed = (table: Float64Array) => table.map((_, at) => table[(at % 4) * 4 + Math.floor(at / 4)] ?? 0);

const value = (table: Float64Array) => cohenKappa(table, 0.95).kappa.value ?? Number.NaN;
const holds = ({ low, high }: { low: number | null; high: number | null }) => (low ?? 9) <= 0.5 && (high ?? -9) >= 0.5;
const rounded = (x: number | null) => (x === null ? null : Math.round(1e9 * x) + 0);

describe("Cohen's κ", () => {
  it("is the published one of a published table, with its interval", () => {
    const { texts, agreement, kappa } = cohenKappa(skin, 0.95);
    expect([texts, agreement]).toEqual([88, 45 / 88]);
    expect(kappa.value).toBeCloseTo(0.3449, 4);
    expect(kappa.low).toBeCloseTo(0.203, 4);
    expect(kappa.high).toBeCloseTo(0.4868, 4);
  });

  it("is 1 where all agree, 0 where labels are independent, and nothing where only one label exists", () => {
    expect(cohenKappa(Float64Array.of(5, 0, 0, 5), 0.95).kappa).toEqual({ value: 1, low: 1, high: 1, level: 0.95 });
    expect(cohenKappa(Float64Array.of(4, 6, 8, 12), 0.95).kappa.value).toBeCloseTo(0, 12);
    expect(cohenKappa(Float64Array.of(9, 0, 0, 0), 0.95)).toMatchObject({ agreement: 1, kappa: { value: null } });
    expect(cohenKappa(new Float64Array(16), 0.95)).toMatchObject({ texts: 0, agreement: null });
  });

  it("does not depend on who is first, and lies within its interval", () => {
    fc.assert(
      fc.property(tables, (table) => {
        const [a, b] = [cohenKappa(table, 0.95), cohenKappa(transposed(table), 0.95)];
        expect(b.agreement).toBe(a.agreement);
        for (const bound of ["value", "low", "high"] as const)
          expect(rounded(b.kappa[bound])).toBe(rounded(a.kappa[bound]));
        const { value, low, high } = a.kappa;
        expect(value === null || ((low ?? 2) <= value + 1e-9 && value <= (high ?? -2) + 1e-9)).toBe(true);
      }),
    );
  });

  it("moves by its influence: the derivative of κ in each count", () => {
    const step = 1e-5;
    const n = 88;
    const derivatives = skin.map(
      (_, at) => n * ((value(skin.map((count, i) => count + (i === at ? step : 0))) - value(skin)) / step),
    );
    const variance = skin.reduce((sum, count, at) => sum + count * (derivatives[at] ?? 0) ** 2, 0) / n ** 2;
    const { value: kappa, high } = cohenKappa(skin, 0.95).kappa;
    expect((high ?? 0) - (kappa ?? 0)).toBeCloseTo(1.959963984540054 * Math.sqrt(variance), 4);
  });

  it("clustered, covers the truth where texts of a template hang together, and the plain interval does not", () => {
    // A template is easy (the raters agree always) or hard (they label at random), half and half: κ of the population is 1/2.
    let [clustered, plain] = [0, 0];
    const runs = 300;
    for (let run = 0; run < runs; run++) {
      const clusters = Array.from({ length: 30 }, (_, template) => {
        const isHard = uniform(key(7, run, template)) < 0.5;
        const table = new Float64Array(4);
        for (let text = 0; text < 12; text++) {
          const first = pick(uniform(key(7, run, template, text), 0), 2);
          const second = isHard ? pick(uniform(key(7, run, template, text), 1), 2) : first;
          table[first * 2 + second] = (table[first * 2 + second] ?? 0) + 1;
        }
        return table;
      });
      if (holds(clusteredKappa(clusters, 0.95).kappa)) clustered += 1;
      const pooled = new Float64Array(4).map((_, at) => clusters.reduce((sum, table) => sum + (table[at] ?? 0), 0));
      if (holds(cohenKappa(pooled, 0.95).kappa)) plain += 1;
    }
    expect(clustered / runs).toBeGreaterThanOrEqual(0.93);
    expect(plain / runs).toBeLessThan(0.85);
  });

  it("clustered, has no bounds from one cluster", () => {
    expect(clusteredKappa([skin], 0.95).kappa).toMatchObject({ low: null, high: null });
    expect(clusteredKappa([], 0.95)).toMatchObject({ texts: 0, agreement: null });
  });
});
