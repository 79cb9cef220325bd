import { SaxesParser } from "saxes";
import { expect, it } from "vitest";
import { experimentResultSchema, type ExperimentResult } from "../../../src/experiment/experiment-result.ts";
import { experimentTable } from "../../../src/experiment/experiment-table.ts";
import { standalone } from "../../../src/report/chart/standalone.ts";
import { experimentReport, experimentSummary } from "../../../src/report/experiment/experiment-report.ts";
import { palette } from "../../../src/report/paint.ts";

const of = (cell: string, method: string) => ({ cell, method });
const evaluations = [
  ...[0, 1, 2].map((seed) => ({ settings: of("LSTM", "base"), seed, correct: 2 * seed, n: 1000 })),
  ...[0, 1, 2].map((seed) => ({ settings: of("LSTM", "equizero"), seed, correct: 740 + 10 * seed, n: 1000 })),
  { settings: of("<b>G|RU</b>", "equizero"), seed: 0, correct: 700, n: 1000 },
];

const result: ExperimentResult = {
  kind: "experiment",
  version: 1,
  title: "SCAN, add jump",
  about: ["Commands of the test split, exact match of the whole output."],
  tables: [
    experimentTable(
      {
        title: "Zero-shot",
        rowSettings: ["cell"],
        rows: [{ cell: "LSTM" }, { cell: "<b>G|RU</b>" }],
        columns: ["base", "equizero"].map((method) => ({ title: method, settings: { method } })),
      },
      evaluations,
      [{ settings: of("LSTM", "equizero"), mean: 0.752, deviation: 0.015, isApproximate: false }],
    ),
  ],
  contrasts: [
    { title: "λ-equitune − equitune", difference: { value: 0.02, low: 0.01, high: 0.03, level: 0.95 }, n: 1000 },
  ],
  viewWeights: [
    {
      title: "λ by turn",
      views: ["0°", "90°"],
      weights: [
        { mean: 0.7, deviation: 0.1 },
        { mean: 0.3, deviation: 0.1 },
      ],
      n: 1000,
    },
  ],
  notes: ["Nothing is missing."],
  command: "evenhand scan table --out reports/scan",
};

const files = new Map(experimentReport(result).map(({ path, content }) => [path, content as string]));

it("writes tables with ours beside the published, in Markdown", () =>
  expect(files.get("report.md")).toMatchFileSnapshot("../../golden/experiment/report.md"));

it("draws every table and the weights as files that stand alone: well-formed, without scripts, styles or outside links", async () => {
  expect([...files.keys()]).toEqual(["result.json", "report.md", "table-1.svg", "weights-1.svg"]);
  for (const name of ["table-1.svg", "weights-1.svg"]) {
    const svg = files.get(name) ?? "";
    expect(() => new SaxesParser().write(svg).close()).not.toThrow();
    expect(svg).not.toMatch(/var\(|<script|<style|style="|href=|currentColor|<b>/u);
    await expect(svg).toMatchFileSnapshot(`../../golden/experiment/${name}`);
  }
});

it("reads back what it wrote", () =>
  expect(experimentResultSchema.parse(JSON.parse(files.get("result.json") ?? ""))).toEqual(result));

it("fits a terminal", () => {
  const lines = experimentSummary(result, 80, palette(true)).split("\n");
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.join("\n")).toContain("75.0 (1.0; 3)");
});

it("knows its colours", () => expect(() => standalone('<svg fill="var(--nonesuch)"></svg>')).toThrow("--nonesuch"));
