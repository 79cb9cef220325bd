import { expect, it } from "vitest";
import { replayCommand } from "../../src/audit/replay-command.ts";
import type { AuditConfig } from "../../src/audit/result/audit-config.ts";

const sha256 = "0".repeat(64);
const analysis: AuditConfig["analysis"] = {
  view: "unmasked",
  measures: ["negative", "positive", "regard"],
  margin: 0.05,
  level: 0.95,
  declared: [],
  baseline: null,
  bootstrapDraws: 10_000,
};
const config: AuditConfig = {
  kind: "imported",
  versions: {},
  seed: 3,
  generation: null,
  source: {
    files: [
      { name: "before.tsv", sha256, decoder: "GPT2" },
      { name: "after it.tsv", sha256, decoder: "Equi GPT2" },
    ],
    columns: { text: "2", label: "1" },
    table: { format: null, header: false, quotes: true },
    labelled: true,
    labels: { "-1": "negative", 1: "positive" },
    words: [{ name: "race", sha256 }],
    contexts: [{ name: "respect", sha256, templates: [] }],
    derived: true,
  },
  classifier: null,
  secondClassifier: { name: "mini", sha256 },
  analysis: { ...analysis, baseline: "GPT2", declared: [["White", "Asian"]] },
};

it("says an import again: files by decoder, columns, coding, words, the second opinion, what was declared", () => {
  expect(replayCommand(config)).toBe(
    "evenhand audit import --decoder GPT2=before.tsv --decoder 'Equi GPT2=after it.tsv' --text-column 2 --label-column 1 --no-header --labels 1=positive,-1=negative --words race --contexts respect --classifier mini --margin 0.05 --declare White:Asian --baseline GPT2 --seed 3",
  );
});

it("leaves out what is usual", () => {
  const source = {
    files: [{ name: "a.csv", sha256, decoder: null }],
    columns: { text: "text", group: "it's" },
    table: { format: null, header: true, quotes: true },
    labelled: false,
    labels: {},
    words: [],
    contexts: [],
    derived: false,
  };
  expect(replayCommand({ ...config, source, classifier: null, secondClassifier: null, analysis })).toBe(
    String.raw`evenhand audit import a.csv --text-column text --group-column 'it'\''s' --margin 0.05 --seed 3`,
  );
});
