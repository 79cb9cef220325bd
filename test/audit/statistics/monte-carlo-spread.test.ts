import { describe, expect, it } from "vitest";
import { chanceTables } from "../../../src/audit/findings/chance-tables.ts";
import { betweenGroups } from "../../../src/audit/statistics/between-groups.ts";
import { clusterFactor } from "../../../src/audit/statistics/clustered-ratio.ts";
import { draw, negative, rate } from "./worlds.ts";

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
