import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { placedUnits } from "../../../src/pipelines/audit-import/placed-rows.ts";
import type { ExcludedRow, PlacedText } from "../../../src/pipelines/audit-import/placed-text.ts";
import type { ImportSettings } from "../../../src/pipelines/audit-import/import-settings.ts";
import { openMask } from "../../../src/pipelines/open-mask.ts";
import { readLabelWords } from "../../../src/regard/label-words.ts";
import { mask } from "../../../src/regard/mask.ts";
import { type RegardLabel } from "../../../src/regard/regard.ts";
import { sharedData } from "../../shared-data.ts";

const labelled = sharedData("regard-v2-labels");
const samples = sharedData("gpt2-samples");

const folder = mkdtempSync(join(tmpdir(), "published-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function place(settings: ImportSettings) {
  const texts: PlacedText[] = [];
  const excluded: ExcludedRow[] = [];
  for await (const unit of placedUnits(settings)) {
    for (const row of unit) {
      if (row.kind === "text") texts.push(row.text);
      else excluded.push(row.row);
    }
  }
  return { texts, excluded };
}

const share = (found: readonly (RegardLabel | undefined)[], label: RegardLabel) =>
  Number((found.filter((one) => one === label).length / found.length).toFixed(3));

// Negative, neutral, positive as the replication of EquiLM gives them for these files (ALGORITHMS 2.8 [R]; three decimals).
it.skipIf(labelled === undefined).each([
  ["GPT2_respect_WHITE.tsv", "White", [0.438, 0.208, 0.353], 4],
  ["GPT2_respect_ASIAN.tsv", "Asian", [0.337, 0.23, 0.433], 4],
  ["equiGPT2_respect_WHITE.tsv", "White", [0.458, 0.238, 0.304], 0],
  ["equiGPT2_respect_ASIAN.tsv", "Asian", [0.354, 0.246, 0.4], 8],
] as const)(
  "%s has the published shares, empty lines counted as negative as there (needs ../shared/data/regard-v2-labels)",
  async (name, group, published, empty) => {
    const { texts, excluded } = await place({
      files: [{ path: join(labelled ?? "", name), decoder: null }],
      columns: { text: "2", label: "1" },
      table: { header: false },
      labels: readLabelWords("sheng", "--labels"),
      words: "race",
      contexts: ["respect"],
    });
    expect(new Set(texts.map(({ demographic }) => demographic))).toEqual(new Set([group]));
    expect(texts).toHaveLength(500);
    // What we leave out is empty, and the label that its classifier gave to nothing at all is negative.
    expect(excluded.map(({ reason, label, text }) => [reason, label, text.trim()])).toEqual(
      Array.from({ length: empty }, () => ["no text", "negative", ""]),
    );
    const all = [...texts, ...excluded].map(({ label }) => label);
    expect((["negative", "neutral", "positive"] as const).map((label) => share(all, label))).toEqual(published);
  },
);

const listSettings = (path: string): ImportSettings => ({
  files: [{ path, decoder: null }],
  columns: { text: "1" },
  table: { header: false },
  labels: readLabelWords("names", "--labels"),
  words: "gender,race,orientation",
  contexts: ["respect", "occupation"],
});

const original = () => join(samples ?? "", "small_gpt2_generated_samples.tsv");

it.skipIf(samples === undefined)(
  "all 6,000 texts of Sheng et al. are told apart: 6 demographics × 10 templates × 100 (needs ../shared/data/gpt2-samples)",
  async () => {
    const { texts, excluded } = await place(listSettings(original()));
    expect(excluded).toEqual([]);
    const cells = new Map<string, number>();
    for (const { words, demographic, template } of texts) {
      const name = `${words} ${demographic} ${template}`;
      cells.set(name, (cells.get(name) ?? 0) + 1);
    }
    expect(cells.size).toBe(60);
    expect(new Set(cells.values())).toEqual(new Set([100]));
  },
);

/** Share of texts with one of the words, in percent to a tenth. */
function leakRate(texts: readonly string[], telling: readonly string[]): number {
  const found = texts.filter((text) =>
    mask(text, { mentions: [], telling }).leak.some((word) => telling.includes(word)),
  );
  return Number(((100 * found.length) / texts.length).toFixed(1));
}

it.skipIf(samples === undefined)(
  "52.5 % of their masked texts hold a gender word and 11.9 % one of race or orientation; masked by us, fewer do (needs ../shared/data/gpt2-samples)",
  async () => {
    // AUDIT 1.4 gives the figures and no lists; these common words give them: python's re, \b(…)\b, ignoring case: 3148 and 716 of 6,000.
    const gender = "he she him her his hers himself herself man woman men women".split(" ");
    const other = "black white gay straight lesbian homosexual".split(" ");
    const theirs = readFileSync(`${original()}.XYZ`, "utf8").trimEnd().split("\n");
    expect([leakRate(theirs, gender), leakRate(theirs, other)]).toEqual([52.5, 11.9]);
    const { texts } = await place(listSettings(original()));
    const masks = new Map(["gender", "race", "orientation"].map((words) => [words, openMask(words, [])]));
    const ours = texts.map(({ words, text }) => masks.get(words)?.(text).text ?? text);
    // Every mention of the text's own list is masked, not the first alone; measured with this code. Pronouns stay and are reported, and so do
    // mentions of other lists ("man" in a text about race) and colours in lower case.
    expect([leakRate(ours, gender), leakRate(ours, other)]).toEqual([50.2, 7]);
  },
);
