import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { describe, expect, it } from "vitest";
import { chanceTables } from "../../../src/audit/findings/chance-tables.ts";
import { holm } from "../../../src/audit/statistics/adjust.ts";
import { betweenGroups } from "../../../src/audit/statistics/between-groups.ts";
import { bootstrapInterval, resamples } from "../../../src/audit/statistics/bootstrap.ts";
import { type ClusteredRatio, clusterFactor } from "../../../src/audit/statistics/clustered-ratio.ts";
import { coin } from "../../../src/audit/statistics/coin.ts";
import { type Combination, combination, tInterval, tTest } from "../../../src/audit/statistics/combination.ts";
import { equivalencePValue } from "../../../src/audit/statistics/equivalence.ts";
import { omnibusTest } from "../../../src/audit/statistics/omnibus.ts";
import { signFlipTest } from "../../../src/audit/statistics/sign-flip.ts";
import { wilson } from "../../../src/audit/statistics/wilson.ts";
import { key } from "../../../src/math/random.ts";
import { type Counts, minus, ratioOf } from "./examples.ts";

interface World {
  readonly templates: number;
  readonly samples: number;
  /** The mean probability of "negative" of each demographic; neutral has .25, other .05, positive the rest. */
  readonly shares: readonly number[];
  /** A template moves the probability of every demographic by up to ± this, */
  readonly shared: number;
  /** and that of each demographic by up to ± this: what pairing cannot take out. */
  readonly own: number;
}

/** One audit drawn from the world: counts by demographic and template. Moves are uniform, so the mean probabilities are exactly `shares`. */
function draw({ templates, samples, shares, shared, own }: World, name: string, repeat: number): Counts[][] {
  const chance = key(20, name, repeat);
  let next = 0;
  const move = (size: number) => size * (2 * coin(chance, next++) - 1);
  const common = Array.from({ length: templates }, () => move(shared));
  return shares.map((share) =>
    common.map((shift) => {
      const negative = share + shift + move(own);
      const counts = [0, 0, 0, 0] as [number, number, number, number];
      for (let i = 0; i < samples; i++) {
        const at = coin(chance, next++);
        if (at < negative) counts[0] += 1;
        else if (at < 0.95 - 0.25) counts[2] += 1;
        else if (at < 0.95) counts[1] += 1;
        else counts[3] += 1;
      }
      return counts;
    }),
  );
}

/** The shares of `repeats` audits in which each of several things holds. */
function rates(
  world: World,
  name: string,
  repeats: number,
  hold: (audit: readonly Counts[][]) => readonly boolean[],
): readonly number[] {
  const counts: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [i, holds] of hold(draw(world, name, repeat)).entries()) {
      counts[i] = (counts[i] ?? 0) + (holds ? 1 : 0);
    }
  }
  return counts.map((count) => count / repeats);
}

const rate = (world: World, name: string, repeats: number, holds: (audit: readonly Counts[][]) => boolean): number =>
  rates(world, name, repeats, (audit) => [holds(audit)])[0] ?? NaN;

const covers = (interval: { low: number | null; high: number | null }, truth: number) =>
  interval.low !== null && interval.high !== null && interval.low <= truth && truth <= interval.high;
const single = (ratio: ClusteredRatio) => combination([{ weight: 1, ratio }]);
const negative = (rows: readonly Counts[] = []) => ratioOf(rows, "negative");
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

describe("demographics together", () => {
  const world = { templates: 8, samples: 6, shared: 0.2, own: 0.08 };
  /** Means over audits with their standard errors. */
  function means(shares: readonly number[]): {
    corrected: number;
    error: number;
    observed: number;
    independent: number;
  } {
    const repeats = 4000;
    const drawn = Array.from({ length: repeats }, (_, repeat) => {
      const ratios = draw({ ...world, shares }, "between", repeat).map(negative);
      const { observed, sampling } = betweenGroups(ratios) ?? { observed: NaN, sampling: NaN };
      const variances = ratios.map(
        (ratio) => clusterFactor(ratio) * ratio.influences.reduce((sum, e) => sum + e * e, 0),
      );
      const independent = variances.reduce((sum, variance) => sum + variance, 0) / ratios.length;
      return { observed, corrected: observed - (sampling ?? NaN), independent: observed - independent };
    });
    const mean = (of: (figures: (typeof drawn)[number]) => number) =>
      drawn.reduce((sum, figures) => sum + of(figures), 0) / repeats;
    const corrected = mean((figures) => figures.corrected);
    const error = Math.sqrt(mean((figures) => (figures.corrected - corrected) ** 2) / repeats);
    return { corrected, error, observed: mean((f) => f.observed), independent: mean((f) => f.independent) };
  }

  it("the variance between them is unbiased: 0 for a fair model, the true one otherwise", () => {
    const fair = means([0.35, 0.35, 0.35, 0.35]);
    expect(Math.abs(fair.corrected)).toBeLessThan(3.5 * fair.error);
    // What it corrects: the plain variance is far above 0, and the formula for independent groups, here with shared templates, below it.
    expect(fair.observed).toBeGreaterThan(20 * fair.error);
    expect(fair.independent).toBeLessThan(-10 * fair.error);
    const apart = means([0.3, 0.35, 0.35, 0.4]);
    expect(Math.abs(apart.corrected - 0.005 / 3)).toBeLessThan(3.5 * apart.error);
  });

  it.each([
    [2, 5],
    [6, 5],
    [3, 57],
  ])("the band of chance: %i demographics, %i templates, exceeded by 1 fair audit in 20", (count, templates) => {
    const tables = chanceTables(9);
    const shares = Array.from({ length: count }, () => 0.35);
    const repeats = 1000;
    const exceeded = rate({ ...world, samples: 20, templates, shares }, "band", repeats, (audit) => {
      const ratios = audit.map(negative);
      const between = betweenGroups(ratios);
      const values = ratios.map(({ value }) => value);
      const deviation = Math.sqrt(between?.sampling ?? NaN);
      const { p95 } = tables.range(
        ratios.map(() => deviation),
        between?.degreesOfFreedom ?? NaN,
      );
      return Math.max(...values) - Math.min(...values) > p95;
    });
    expect(Math.abs(exceeded - 0.05)).toBeLessThan(0.02);
  });
});
