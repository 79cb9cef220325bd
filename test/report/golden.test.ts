import { expect, it } from "vitest";
import { compareRuns } from "../../src/audit/comparison/compare-runs.ts";
import { comparisonDocument } from "../../src/report/comparison-document.ts";
import { comparisonSummary } from "../../src/report/comparison-summary.ts";
import { htmlOf } from "../../src/report/document/html.ts";
import { markdownOf } from "../../src/report/document/markdown.ts";
import { terminalOf } from "../../src/report/document/terminal.ts";
import { palette } from "../../src/report/paint.ts";
import { terminalReport } from "../../src/report/terminal.ts";
import { reporters } from "../../src/report/reporters.ts";
import { renamed, samplesOf, smallAudit, textOf } from "./small-audit.ts";

// Made again with: npx vitest run test/report/golden.test.ts -u
const golden = (name: string) => `../golden/report/${name}`;
const settings = { limits: { failOver: 0.2, failWorst: 0.9 }, inconclusive: "skip" } as const;

it.each(["md", "json", "csv", "junit", "terminal"])("%s is what it was", async (format) => {
  const { result, texts } = smallAudit();
  const report = await reporters[format]?.();
  const files = (await report?.(result, samplesOf(texts), settings)) ?? [];
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) await expect(await textOf(file)).toMatchFileSnapshot(golden(file.path));
});

it("on a narrow screen the summary says once what all its verdicts share", async () => {
  const { result } = smallAudit();
  const narrow = terminalReport(result, { columns: 80, paint: palette(true), plain: true });
  await expect(narrow).toMatchFileSnapshot(golden("summary-80.txt"));
});

it("a comparison is what it was", async () => {
  const { result } = smallAudit();
  const other = renamed(result, new Map([["mini", "another-model"]]));
  const comparison = compareRuns(result, other);
  const document = comparisonDocument(comparison);
  await expect(markdownOf(document)).toMatchFileSnapshot(golden("comparison.md"));
  await expect(htmlOf(document, "Two audits compared")).toMatchFileSnapshot(golden("comparison.html"));
  await expect(terminalOf(comparisonSummary(comparison, 80), 80, palette(false))).toMatchFileSnapshot(
    golden("comparison.txt"),
  );
});

it("equal records give equal bytes, whatever the order of their fields", async () => {
  const { result, texts } = smallAudit();
  const backwards = Object.fromEntries(Object.entries(result).reverse()) as typeof result;
  for (const format of ["md", "json", "csv", "junit"]) {
    const report = await reporters[format]?.();
    const [first, second] = await Promise.all(
      [result, backwards].map(async (one) => {
        const files = (await report?.(one, samplesOf(texts), settings)) ?? [];
        return Promise.all(files.map(textOf));
      }),
    );
    expect(second).toEqual(first);
  }
});
