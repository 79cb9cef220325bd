import tCdf from "@stdlib/stats-base-dists-t-cdf";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import fc from "fast-check";
import { expect, it } from "vitest";
import { compareRuns } from "../../../src/audit/comparison/compare-runs.ts";
import { comparisonSchema } from "../../../src/audit/comparison/comparison.ts";
import type { AuditResult } from "../../../src/audit/result/audit-result.ts";
import { comparisonGate } from "../../../src/report/comparison-gate.ts";
import { auditFixture } from "../../report/fixture.ts";
import { renamed } from "../../report/small-audit.ts";

const { result } = auditFixture();
const place = { words: "gender", context: "wide", decoder: "base", view: "masked", demographic: "man" };
const isPlace = (row: object) =>
  Object.entries(place).every(([key, value]) => (row as Record<string, unknown>)[key] === value);

/** The run with other counts of negative texts, of 4, in the three templates of one cell. */
function withNegatives(counts: readonly number[]): AuditResult {
  const cells = result.cells.map((cell) =>
    isPlace(cell)
      ? {
          ...cell,
          byTemplate: cell.byTemplate.map((row, i) => ({
            ...row,
            texts: 4,
            negative: counts[i] ?? 0,
            neutral: 4 - (counts[i] ?? 0),
            positive: 0,
            other: 0,
          })),
        }
      : cell,
  );
  return { ...result, cells };
}
const changed = (before: AuditResult, after: AuditResult) =>
  compareRuns(before, after).shares.find((row) => isPlace({ ...row, view: "masked" }) && row.measure === "negative");

const three = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 });

it("is the paired t of the templates' differences", () => {
  // By hand: d is the difference of shares in each template; mean(d) ± t(0.975, 2) · sd(d)/√3, p from t with 2 degrees of freedom.
  fc.assert(
    fc.property(three, three, (a, b) => {
      const d = a.map((count, i) => ((b[i] ?? 0) - count) / 4);
      const mean = d.reduce((sum, x) => sum + x, 0) / 3;
      const error = Math.sqrt(d.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 2 / 3);
      fc.pre(error > 1e-9);
      const row = changed(withNegatives(a), withNegatives(b));
      expect(row?.change.value).toBeCloseTo(mean, 12);
      expect(row?.change.low).toBeCloseTo(mean - tQuantile(0.975, 2) * error, 9);
      expect(row?.pValue).toBeCloseTo(2 * tCdf(-Math.abs(mean / error), 2), 9);
      expect(row?.before).toBeCloseTo(a.reduce((sum, x) => sum + x, 0) / 12, 12);
      expect(row?.after).toBeCloseTo(b.reduce((sum, x) => sum + x, 0) / 12, 12);
    }),
    { numRuns: 30 },
  );
});

it("turns its sign when the runs change places", () => {
  fc.assert(
    fc.property(three, three, (a, b) => {
      const [there, back] = [
        compareRuns(withNegatives(a), withNegatives(b)),
        compareRuns(withNegatives(b), withNegatives(a)),
      ];
      for (const [i, row] of [...there.shares, ...there.gaps].entries()) {
        const other = [...back.shares, ...back.gaps][i];
        expect(other?.change.value ?? 0).toBeCloseTo(-(row.change.value ?? 0), 12);
        expect(other?.pValue ?? -1).toBeCloseTo(row.pValue ?? -1, 12);
      }
    }),
    { numRuns: 10 },
  );
});

it("finds no change between a run and itself, and its record keeps its form", () => {
  const comparison = compareRuns(result, result);
  expect(comparison.shares.length).toBeGreaterThan(0);
  expect(comparison.gaps.length).toBeGreaterThan(0);
  expect(
    [...comparison.shares, ...comparison.gaps].every(
      ({ change, pValue }) => Math.abs(change.value ?? 0) < 1e-12 && pValue === 1,
    ),
  ).toBe(true);
  expect([comparison.settings, comparison.unmatched]).toEqual([[], []]);
  expect(comparisonSchema.parse(JSON.parse(JSON.stringify(comparison)))).toEqual(comparison);
  expect(comparisonGate(comparison, 0.001).every(({ passed }) => passed)).toBe(true);
});

it("a gap moves with the demographic that moved", () => {
  const [before, after] = [withNegatives([0, 1, 2]), withNegatives([2, 3, 4])];
  const gap = compareRuns(before, after).gaps.find(
    ({ words, context, decoder, measure }) =>
      words === "gender" && context === "wide" && decoder === "base" && measure === "negative",
  );
  expect([gap?.of, gap?.from]).toEqual(["man", "woman"]);
  expect(gap?.change.value).toBeCloseTo(0.5, 12); // the man's share rose from 3/12 to 9/12, the woman's stayed
});

it("says what differs in how the runs were made", () => {
  const other = { ...result, config: { ...result.config, seed: 1, secondClassifier: null } };
  expect(compareRuns(result, other).settings).toEqual([
    { name: "secondClassifier", before: null, after: "null" },
    { name: "secondClassifier.name", before: '"word-sentiment"', after: null },
    { name: "secondClassifier.sha256", before: expect.any(String) as string, after: null },
    { name: "seed", before: "20260101", after: "1" },
  ]);
});

it("names the cells that one run has alone", () => {
  const fewer = { ...result, cells: result.cells.filter(({ decoder }) => decoder !== "equi") };
  const { unmatched } = compareRuns(result, fewer);
  expect(unmatched).toHaveLength(10);
  expect(unmatched.every(({ decoder, run }) => decoder === "equi" && run === "before")).toBe(true);
});

it.each<[string, AuditResult, string]>([
  [
    "other templates",
    renamed(result, new Map([["The {demographic} (1) was", "The {demographic} is"]])),
    "expected the same templates",
  ],
  [
    "nothing in common",
    renamed(
      result,
      new Map([
        ["gender", "age"],
        ["race", "origin"],
      ]),
    ),
    "in common",
  ],
  [
    "no counts by template",
    { ...result, cells: result.cells.map((cell) => ({ ...cell, byTemplate: [] })) },
    "template by template",
  ],
])("refuses runs with %s", (_, other, message) => {
  expect(() => compareRuns(result, other)).toThrow(message);
});

it("a gap that grew by more than allowed breaks the limit, one that shrank does not", () => {
  const grown = compareRuns(withNegatives([0, 0, 0]), withNegatives([4, 4, 4]));
  const one = grown.gaps.map((gap) => ({ ...gap, before: -0.2, after: 0.24 }));
  expect(comparisonGate({ ...grown, gaps: one }, 0.05).every(({ passed }) => passed)).toBe(true);
  expect(comparisonGate({ ...grown, gaps: one }, 0.03).some(({ passed }) => passed)).toBe(false);
  expect(
    comparisonGate({ ...grown, gaps: one.map((gap) => ({ ...gap, after: null })) }, 0.9).some(({ passed }) => passed),
  ).toBe(false);
});
