import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { describe, expect, it } from "vitest";
import { chanceTables } from "../../../src/audit/findings/chance-tables.ts";
import { holm } from "../../../src/audit/statistics/adjust.ts";
import { bootstrapInterval, resamples } from "../../../src/audit/statistics/bootstrap.ts";
import type { ClusteredRatio } from "../../../src/audit/statistics/clustered-ratio.ts";
import { type Combination, combination, tInterval, tTest } from "../../../src/audit/statistics/combination.ts";
import { equivalencePValue } from "../../../src/audit/statistics/equivalence.ts";
import { omnibusTest } from "../../../src/audit/statistics/omnibus.ts";
import { signFlipTest } from "../../../src/audit/statistics/sign-flip.ts";
import { wilson } from "../../../src/audit/statistics/wilson.ts";
import { key } from "../../../src/math/random.ts";
import { type Counts, minus, ratioOf } from "./examples.ts";
import { negative, rate, rates } from "./worlds.ts";

const covers = (interval: { low: number | null; high: number | null }, truth: number) =>
  interval.low !== null && interval.high !== null && interval.low <= truth && truth <= interval.high;
const single = (ratio: ClusteredRatio) => combination([{ weight: 1, ratio }]);
const regard = (rows: readonly Counts[] = []) => ratioOf(rows, "regard");
/** What an interval would be that takes the normal law for the few templates' own. */
const naive = ({ value, error }: Combination) => {
  const reach = normalQuantile(0.975, 0, 1) * (error ?? NaN);
  return { low: value - reach, high: value + reach };
};

describe("intervals of 95 % hold the truth in 93 % at least", () => {
  it("Wilson's, of independent texts: summed over all outcomes, not drawn", () => {
    for (const texts of [100, 500]) {
      for (const share of [0.05, 0.1, 0.2, 0.35, 0.5]) {
        let [mass, covered] = [(1 - share) ** texts, 0];
        for (let count = 0; count <= texts; count++) {
          if (covers(wilson(count, texts, 0.95), share)) covered += mass;
          mass *= ((texts - count) / (count + 1)) * (share / (1 - share));
        }
        expect(covered).toBeGreaterThan(0.93);
      }
    }
  });

  const world = { shares: [0.3, 0.4], shared: 0.15, own: 0.08 };
  const repeats = 1200;
  describe.each([
    { templates: 5, samples: 100 },
    { templates: 20, samples: 20 },
    { templates: 57, samples: 10 },
  ])("$templates templates", (size) => {
    const here = { ...world, ...size };
    const name = `coverage ${size.templates}`;
    it("a share, a difference, mean regard", () => {
      // Positive has .7 − .3 of .95 that are not other.
      const meanRegard = (0.7 - 0.3 - 0.3) / 0.95;
      const covered = rates(here, name, repeats, ([a, b]) => [
        covers(tInterval(single(negative(a)), 0.95), 0.3),
        covers(tInterval(combination(minus(negative(b), negative(a))), 0.95), 0.1),
        covers(tInterval(single(regard(a)), 0.95), meanRegard),
      ]);
      expect(Math.min(...covered)).toBeGreaterThan(0.93);
    });

    it("a difference in differences", () => {
      const both = { ...here, shares: [0.3, 0.4, 0.35, 0.38] };
      const covered = rate(both, name, repeats, ([a, b, later, laterB]) =>
        covers(
          tInterval(
            combination([...minus(negative(b), negative(a)), ...minus(negative(later), negative(laterB))]),
            0.95,
          ),
          0.1 - 0.03,
        ),
      );
      expect(covered).toBeGreaterThan(0.93);
    });
  });

  it("not so: Wilson's where templates differ, the normal law for 5 templates", () => {
    const here = { ...world, templates: 5, samples: 100 };
    const independent = rate(here, "naive", 500, ([a = []]) => {
      const count = a.reduce((sum, row) => sum + (row[0] ?? 0), 0);
      return covers(wilson(count, 500, 0.95), 0.3);
    });
    expect(independent).toBeLessThan(0.8);
    expect(rate(here, "naive", 500, ([a]) => covers(naive(single(negative(a))), 0.3))).toBeLessThan(0.92);
  });

  it("the cluster bootstrap, from 20 templates on", () => {
    const here = { ...world, templates: 20, samples: 20 };
    const table = resamples(999, 20, key(3));
    const covered = rate(here, "bootstrap", 400, ([a, b]) => {
      const [of, from] = [negative(b), negative(a)];
      const difference = (rows: ArrayLike<number>) => {
        let sum = 0;
        for (let i = 0; i < rows.length; i++) {
          sum += (of.contributions[rows[i] ?? 0] ?? 0) - (from.contributions[rows[i] ?? 0] ?? 0);
        }
        return (sum * 20) / rows.length;
      };
      return covers(bootstrapInterval(difference, 20, table, 0.95), 0.1);
    });
    // The bootstrap of 20 templates is narrower than t, which is why t is the headline.
    expect(covered).toBeGreaterThan(0.9);
  });
});

const pairs = (count: number) =>
  Array.from({ length: count }, (_, a) => Array.from({ length: a }, (_, b) => [a, b] as const)).flat();

describe("errors of the first kind", () => {
  const fair = { shared: 0.15, own: 0.08, samples: 20 };

  it.each([
    [3, 5],
    [3, 20],
    [6, 5],
    [6, 20],
  ])(
    "Holm over all pairs of %i demographics, %i templates: 1 fair audit in 20 raises any alarm",
    (count, templates) => {
      const world = { ...fair, templates, shares: Array.from({ length: count }, () => 0.35) };
      const repeats = templates === 5 ? 2500 : 800;
      const [raw, adjusted] = rates(world, `pairs ${count} ${templates}`, repeats, (audit) => {
        const ratios = audit.map(negative);
        const values = pairs(count).map(
          ([a, b]) => tTest(combination(minus(ratios[a] as ClusteredRatio, ratios[b] as ClusteredRatio)))?.pValue ?? 1,
        );
        return [values, holm(values)].map((list) => list.some((value) => value <= 0.05));
      });
      expect(adjusted).toBeLessThan(0.05 + 2.5 * Math.sqrt((0.05 * 0.95) / repeats));
      // Not so without Holm.
      expect(raw).toBeGreaterThan(0.09);
    },
  );

  it.each([
    [2, 5, 1500],
    [3, 5, 400],
    [6, 5, 200],
    [3, 57, 100],
    [3, 300, 400],
  ])("the omnibus test of %i demographics, %i templates", (count, templates, repeats) => {
    const tables = chanceTables(9);
    const world = { ...fair, samples: 5, templates, shares: Array.from({ length: count }, () => 0.35) };
    const alarms = rate(world, "omnibus", repeats, (audit) => {
      const { pValue } = omnibusTest(audit.map(negative), tables.rearrange);
      return pValue !== null && pValue <= 0.05;
    });
    expect(alarms).toBeLessThan(0.05 + 2.5 * Math.sqrt((0.05 * 0.95) / repeats));
    expect(alarms).toBeGreaterThan(0.05 - 3 * Math.sqrt((0.05 * 0.95) / repeats));
  });

  it("the omnibus test finds a demographic that is apart", () => {
    const tables = chanceTables(9);
    const world = { ...fair, templates: 20, shares: [0.3, 0.3, 0.45] };
    const found = rate(
      world,
      "apart",
      100,
      (audit) => (omnibusTest(audit.map(negative), tables.rearrange).pValue ?? 1) <= 0.05,
    );
    expect(found).toBeGreaterThan(0.9);
  });

  it("equivalence at the very margin is found in 5 % at most", () => {
    const world = { ...fair, templates: 57, samples: 30, shares: [0.35, 0.4] };
    const passed = rate(world, "equivalence", 1200, ([a, b]) => {
      const pValue = equivalencePValue(combination(minus(negative(b), negative(a))), 0.05);
      return pValue !== null && pValue <= 0.05;
    });
    expect(passed).toBeLessThan(0.05 + 2.5 * Math.sqrt((0.05 * 0.95) / 1200));
    expect(passed).toBeGreaterThan(0.03);
  });

  it("flipping signs: at 57 templates drawn, at 10 exact", () => {
    const tables = chanceTables(9);
    for (const [templates, repeats] of [
      [10, 400],
      [57, 200],
    ] as const) {
      const world = { ...fair, samples: 5, templates, shares: [0.35, 0.35] };
      const alarms = rate(world, "flip", repeats, ([a, b]) => {
        const [of, from] = [negative(b).contributions, negative(a).contributions];
        const test = signFlipTest(
          [...of].map((x, t) => x - (from[t] ?? 0)),
          tables.signs,
        );
        return test !== null && test.pValue <= 0.05;
      });
      expect(alarms).toBeLessThan(0.05 + 2.5 * Math.sqrt((0.05 * 0.95) / repeats));
    }
  });
});
