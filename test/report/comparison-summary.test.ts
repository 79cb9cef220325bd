import { describe, expect, it } from "vitest";
import { compareRuns } from "../../src/audit/comparison/compare-runs.ts";
import { comparisonDocument } from "../../src/report/comparison-document.ts";
import { comparisonSummary } from "../../src/report/comparison-summary.ts";
import { markdownOf } from "../../src/report/document/markdown.ts";
import { terminalOf } from "../../src/report/document/terminal.ts";
import { palette } from "../../src/report/paint.ts";
import { auditFixture } from "./fixture.ts";

const { result } = auditFixture();
const same = compareRuns(result, result);
/** Fifty gaps, the last of which changed most. */
const gaps = Array.from({ length: 50 }, (_, i) => {
  const [first] = same.gaps;
  if (first === undefined) throw new Error("No gap.");
  const value = (i % 2 === 0 ? 1 : -1) * (i / 100);
  return {
    ...first,
    measure: "negative" as const,
    decoder: ["base", "r-equizero"][i % 2] ?? "",
    words: ["gender", "race"][i % 2] ?? "",
    context: ["respect", "occupation"][i % 2] ?? "",
    change: { ...first.change, value, low: value - 0.01, high: value + 0.01 },
  };
});
const comparison = { ...same, gaps };
const shown = (columns: number) => terminalOf(comparisonSummary(comparison, columns), columns, palette(true));

describe("a comparison on the terminal", () => {
  it.each([60, 72, 80, 100, 200])("is a short table that fits %i columns", (columns) => {
    const lines = shown(columns).split("\n");
    expect(lines.length).toBeLessThan(60);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(columns);
    const head = lines.findIndex((line) => line.startsWith("Where"));
    expect(lines.slice(head + 1, head + 21).filter((line) => line.includes(" pp"))).toHaveLength(20);
  });

  it("has the gaps that changed most, and says how many more there are", () => {
    const text = shown(200);
    expect(text).toMatch(/race\/occupation\/r-equizero .*−49\.0 pp \[−50\.0, −48\.0\]/u);
    expect(text).not.toContain("+28.0 pp");
    expect(text).toContain(
      `Not shown: 30 more gaps, ${same.shares.length} figures of single demographics. To have them: --format html,md,json --out FOLDER.`,
    );
  });
});

it("names no file that a comparison did not write", () => {
  const many = { ...same, gaps: [...gaps, ...gaps, ...gaps, ...gaps, ...gaps] };
  expect(markdownOf(comparisonDocument(many))).toContain(
    "50 more rows are in comparison.json, which --format json --out FOLDER writes.",
  );
});
