import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accuracyOf } from "../../src/experiment/accuracy.ts";
import type { Evaluation, Published } from "../../src/experiment/evaluation.ts";
import { experimentTable, missingCells } from "../../src/experiment/experiment-table.ts";
import { pairedCounts, pairedDifference } from "../../src/experiment/paired-difference.ts";

const evaluation = (correct: number, seed = 0, settings = {}, n = 200): Evaluation => ({ settings, seed, correct, n });

describe("accuracyOf", () => {
  it("one seed has Wilson's interval and no deviation", () => {
    // (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n) with p = 0.75, n = 200, z = 1.959964: 0.745288 ± 0.059630.
    expect(accuracyOf([evaluation(150)])).toEqual({
      mean: {
        value: 0.75,
        low: expect.closeTo(0.745288 - 0.05963, 5),
        high: expect.closeTo(0.745288 + 0.05963, 5),
        level: 0.95,
      },
      deviation: null,
      seeds: [0],
      n: 200,
    });
  });

  it("several seeds have the sample deviation and Student's interval", () => {
    // Shares 0.5, 0.6, 0.7: mean 0.6, deviation 0.1; t(0.975, 2) = 4.30265, so ± 4.30265·0.1/√3 = 0.24841.
    const found = accuracyOf([evaluation(140, 2), evaluation(100, 0), evaluation(120, 1)]);
    expect(found.seeds).toEqual([0, 1, 2]);
    expect(found.deviation).toBeCloseTo(0.1, 12);
    expect(found.mean.value).toBeCloseTo(0.6, 12);
    expect(found.mean.low).toBeCloseTo(0.6 - 0.24841, 4);
    expect(found.mean.high).toBeCloseTo(0.6 + 0.24841, 4);
  });

  it("seeds that agree have the interval of all their items together, not one of no width", () => {
    const perfect = accuracyOf([evaluation(200, 0), evaluation(200, 1), evaluation(200, 2)]);
    // Wilson's lower end at p = 1 is n / (n + z²): 600 / 603.841459.
    expect(perfect).toMatchObject({ deviation: 0, n: 200, mean: { value: 1, high: 1 } });
    expect(perfect.mean.low).toBeCloseTo(600 / 603.841459, 8);
    const third = accuracyOf([evaluation(1, 0, {}, 3), evaluation(2, 1, {}, 6), evaluation(1, 2, {}, 3)]);
    expect([third.deviation, third.n, third.mean.value]).toEqual([0, 12, 1 / 3]);
    expect(third.mean.high as number).toBeGreaterThan(0.5);
  });

  it("does not depend on the order, and stays within [0, 1]", () => {
    const runs = fc.uniqueArray(fc.record({ seed: fc.nat(9), correct: fc.nat(200) }), {
      selector: ({ seed }) => seed,
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(runs, (list) => {
        const evaluations = list.map(({ seed, correct }) => evaluation(correct, seed));
        const found = accuracyOf(evaluations);
        expect(accuracyOf(evaluations.toReversed())).toEqual(found);
        expect(found.mean.low).toBeGreaterThanOrEqual(0);
        expect(found.mean.high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("refuses none, and two of one seed", () => {
    expect(() => accuracyOf([])).toThrow("received none");
    expect(() => accuracyOf([evaluation(1), evaluation(2)])).toThrow("two of 0");
  });
});

describe("pairedDifference", () => {
  it("is the difference of the accuracies, antisymmetric, and lies in its interval", () => {
    const counts = fc.tuple(fc.nat(50), fc.nat(50), fc.nat(100)).map(([onlyFirst, onlySecond, rest]) => ({
      onlyFirst,
      onlySecond,
      n: onlyFirst + onlySecond + rest + 1,
    }));
    fc.assert(
      fc.property(counts, ({ onlyFirst, onlySecond, n }) => {
        const one = pairedDifference({ onlyFirst, onlySecond, n });
        const other = pairedDifference({ onlyFirst: onlySecond, onlySecond: onlyFirst, n });
        expect(one.value).toBeCloseTo((onlyFirst - onlySecond) / n, 12);
        expect(one.low).toBeCloseTo(-(other.high as number), 12);
        expect(one.low as number).toBeLessThan(one.value as number);
        expect(one.high as number).toBeGreaterThan(one.value as number);
      }),
    );
  });

  it("holds its level: 95 % intervals cover the true difference in at least 93 % of 4,000 draws", () => {
    // 60 items, each right by the first alone with 0.2, by the second alone with 0.1; a linear congruence draws.
    let state = 12345;
    const coin = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    let covered = 0;
    for (let draw = 0; draw < 4000; draw++) {
      const coins = Array.from({ length: 60 }, coin);
      const onlyFirst = coins.filter((c) => c < 0.2).length;
      const onlySecond = coins.filter((c) => c >= 0.2 && c < 0.3).length;
      const { low, high } = pairedDifference({ onlyFirst, onlySecond, n: 60 });
      if ((low as number) <= 0.1 && 0.1 <= (high as number)) covered += 1;
    }
    expect(covered / 4000).toBeGreaterThan(0.93);
  });

  it("counts what each alone had right", () => {
    expect(pairedCounts([true, true, false, false], [true, false, true, false])).toEqual({
      onlyFirst: 1,
      onlySecond: 1,
      n: 4,
    });
    expect(() => pairedCounts([true], [])).toThrow("received 1 and 0");
    expect(() => pairedDifference({ onlyFirst: 3, onlySecond: 2, n: 4 })).toThrow("3, 2 of 4");
  });
});

const of = (cell: string, method: string, extra = {}) => ({ cell, split: "add jump", method, ...extra });

describe("experimentTable", () => {
  const design = {
    title: "Zero-shot",
    rowSettings: ["cell", "split"],
    rows: [
      { cell: "LSTM", split: "add jump" },
      { cell: "GRU", split: "add jump" },
    ],
    columns: [
      { title: "base", settings: { method: "base" } },
      { title: "equizero", settings: { method: "equizero" } },
    ],
  };
  const published: readonly Published[] = [
    { settings: of("LSTM", "equizero"), mean: 0.752, deviation: 0.015, isApproximate: false },
  ];

  it("puts each evaluation and each published figure where its settings belong, and says what is missing", () => {
    const table = experimentTable(
      design,
      [evaluation(0, 0, of("LSTM", "base")), evaluation(160, 0, of("LSTM", "equizero"))],
      published,
    );
    expect(table.cells.map((row) => row.map(({ ours }) => ours?.mean.value ?? null))).toEqual([
      [0, 0.8],
      [null, null],
    ]);
    expect(table.cells[0]?.[1]?.published?.mean).toBe(0.752);
    expect(missingCells(table)).toEqual([of("GRU", "base"), of("GRU", "equizero")]);
  });

  it("refuses to mix evaluations that its settings do not tell apart", () => {
    const mixed = [
      evaluation(1, 0, of("LSTM", "base", { part: "test" })),
      evaluation(2, 0, of("LSTM", "base", { part: "validation" })),
    ];
    expect(() => experimentTable(design, mixed)).toThrow("cell LSTM, split add jump, method base");
    expect(() => experimentTable(design, [], [...published, ...published])).toThrow("one published figure");
  });
});
