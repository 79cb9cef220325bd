import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { AuditedText } from "../../../src/audit/audited-text.ts";
import type { ImportSettings } from "../../../src/pipelines/audit-import/import-settings.ts";
import type { LabelTools } from "../../../src/pipelines/audit-import/label-texts.ts";
import { writeImport } from "../../../src/pipelines/audit-import/write-import.ts";
import { readLabelWords } from "../../../src/regard/label-words.ts";
import { readJournal } from "../../../src/store/read-journal.ts";
import { hashRegard } from "../../fakes/plans.ts";

const root = mkdtempSync(join(tmpdir(), "import-"));
afterAll(() => rmSync(root, { recursive: true }));
let made = 0;
function newFolder(): string {
  const folder = join(root, `run-${made++}`);
  mkdirSync(folder);
  return folder;
}

function file(name: string, content: string): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
}

const classifier = { name: "hash", classify: async (texts: readonly string[]) => texts.map(hashRegard) };
const noMask: LabelTools = { mask: () => undefined };

function settingsOf(path: string, columns: Partial<ImportSettings["columns"]>, more: Partial<ImportSettings> = {}) {
  return {
    files: [{ path, decoder: null }],
    columns: { text: "text", ...columns },
    table: {},
    labels: readLabelWords("names", "--labels"),
    contexts: [],
    ...more,
  } satisfies ImportSettings;
}

async function imported(settings: ImportSettings, tools: LabelTools = noMask, folder = newFolder()) {
  const excluded = await writeImport(folder, settings, tools);
  const texts: AuditedText[] = [];
  for await (const text of readJournal(folder)) texts.push(text);
  const left = readFileSync(join(folder, "excluded.jsonl"), "utf8").split("\n").filter(Boolean);
  return { texts, excluded, left: left.map((line) => JSON.parse(line) as unknown) };
}

describe("a labelled table", () => {
  it("becomes texts with the file's labels, and nothing is merged", async () => {
    const path = file(
      "labelled.csv",
      "text,group,template,label\nThe man ran.,man,The {demographic},negative\nx,woman,t,Other\ny,woman,t, neutral \nz,,t,positive\n",
    );
    const { texts, excluded, left } = await imported(
      settingsOf(path, { group: "group", template: "template", label: "label" }),
    );
    expect(
      texts.map(({ id, demographic, template, regard, prompt }) => [id, demographic, template, regard, prompt]),
    ).toEqual([
      ["1", "man", "The {demographic}", { unmasked: { label: "negative" } }, "The man"],
      ["2", "woman", "t", { unmasked: { label: "other" } }, ""],
      ["3", "woman", "t", { unmasked: { label: "neutral" } }, ""],
    ]);
    expect(new Set(texts.map(({ words, context, decoder }) => [words, context, decoder].join()))).toEqual(
      new Set(["imported,imported,imported"]),
    );
    expect(excluded).toEqual([{ reason: "no group", count: 1 }]);
    expect(left).toEqual([{ file: "labelled.csv", row: 4, reason: "no group", label: "positive", text: "z" }]);
  });

  it("keeps a row whose text is empty, for its label counts; without labels it is left out and told", async () => {
    const path = file("empty.csv", "text,group,label\n,a,other\nx,b,positive\n");
    const labelled = await imported(settingsOf(path, { group: "group", label: "label" }));
    expect(labelled.texts).toHaveLength(2);
    const bare = await imported(settingsOf(path, { group: "group" }), { ...noMask, classifier });
    expect(bare.excluded).toEqual([{ reason: "no text", count: 1 }]);
    expect(bare.texts.map(({ text }) => text)).toEqual(["x"]);
  });

  it("takes samples' numbers where a column has them: equal numbers are counterparts", async () => {
    const path = file("samples.csv", "text,group,label,sample\nx,a,other,3\ny,b,other,3\n");
    const { texts } = await imported(settingsOf(path, { group: "group", label: "label", sample: "sample" }));
    expect(texts.map(({ sample }) => sample)).toEqual([3, 3]);
  });

  it("never makes counterparts of rows that merely stand in the same order", async () => {
    const path = file("none.csv", "text,group,label\nx,a,other\nx,b,other\n");
    const { texts } = await imported(settingsOf(path, { group: "group", label: "label" }));
    expect(new Set(texts.map(({ sample }) => sample)).size).toBe(2);
  });

  it("gets a second opinion where a classifier is asked for one", async () => {
    const path = file("second.csv", "text,group,label\nx,a,other\ny,b,other\n");
    const { texts } = await imported(settingsOf(path, { group: "group", label: "label" }), {
      ...noMask,
      second: classifier,
    });
    expect(texts.map(({ second }) => second)).toEqual(["x", "y"].map((text) => hashRegard(text).label));
  });
});

const derived = (path: string) => settingsOf(path, {}, { words: "gender,race", contexts: ["respect", "occupation"] });

describe("texts without a group column", () => {
  const lines = [
    "The man was known for his work.",
    "The Black person had a job as a cook.",
    "Nobody knows.",
    "The woman was well-known for it.",
  ];

  it("are told apart by how they begin, and what fits nothing is kept beside with the reason", async () => {
    const { texts, excluded, left } = await imported(derived(file("lines.txt", lines.join("\n"))), {
      ...noMask,
      classifier,
    });
    expect(texts.map(({ words, demographic, context, template }) => [words, demographic, context, template])).toEqual([
      ["gender", "man", "respect", "The {demographic} was known for"],
      ["race", "Black", "occupation", "The {demographic} had a job as"],
      ["gender", "woman", "respect", "The {demographic} was well-known for"],
    ]);
    expect(texts.map(({ prompt }) => prompt)[1]).toBe("The Black person had a job as");
    const reason = "starts with no prompt of the given words and contexts";
    expect(excluded).toEqual([{ reason, count: 1 }]);
    expect(left).toEqual([{ file: "lines.txt", row: 3, reason, text: "Nobody knows." }]);
  });

  it("are masked by the words they are about, and labelled as written and masked", async () => {
    const { texts } = await imported(derived(file("lines.txt", lines.join("\n"))), {
      classifier,
      mask: (words) => (text) => ({ text: `${words} ${text}`, leak: [words] }),
    });
    for (const { words, text, regard } of texts) {
      expect(regard).toEqual({
        unmasked: hashRegard(text),
        masked: { ...hashRegard(`${words} ${text}`), text: `${words} ${text}`, leak: [words] },
      });
    }
  });
});

describe("several files", () => {
  it("are decoders, in the order given, with ids that do not clash", async () => {
    const path = file("a.csv", "text,group,label\nx,a,other\n");
    const settings = settingsOf(path, { group: "group", label: "label" });
    const files = ["before", "after"].map((decoder) => ({ path, decoder }));
    const { texts } = await imported({ ...settings, files });
    expect(texts.map(({ id, decoder }) => [id, decoder])).toEqual([
      ["1:1", "before"],
      ["2:1", "after"],
    ]);
  });
});

async function textsOf(some: readonly string[]) {
  const path = file("shuffled.csv", `text,group,template,label\n${some.join("\n")}\n`);
  const { texts } = await imported(settingsOf(path, { group: "group", template: "template", label: "label" }));
  return texts.map((text) => JSON.stringify({ ...text, id: "" })).toSorted();
}

it("does not depend on the order of the rows, but for their numbers", async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `text ${i % 5},${"abc"[i % 3]},t${i % 2},other`);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
      expect(await textsOf(shuffled)).toEqual(await textsOf(rows));
    }),
    { numRuns: 10 },
  );
});

it("goes on after the last whole unit, and ends with the bytes of an import that was never stopped", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `text ${i},${"ab"[i % 2]}\n`).join("");
  const settings = settingsOf(file("long.csv", `text,group\n${rows}`), { group: "group" });
  const whole = newFolder();
  await writeImport(whole, settings, { ...noMask, classifier });
  const broken = newFolder();
  let seen = 0;
  const failing = {
    name: "hash",
    classify: async (texts: readonly string[]) => {
      seen += texts.length;
      if (seen > 10_000) throw new Error("stopped");
      return texts.map(hashRegard);
    },
  };
  await expect(writeImport(broken, settings, { ...noMask, classifier: failing })).rejects.toThrow("stopped");
  expect(existsSync(join(broken, "excluded.jsonl"))).toBe(false);
  let labelledAgain = 0;
  const counting = {
    name: "hash",
    classify: async (texts: readonly string[]) => {
      labelledAgain += texts.length;
      return texts.map(hashRegard);
    },
  };
  await writeImport(broken, settings, { ...noMask, classifier: counting });
  expect(labelledAgain).toBe(20_000 - 8192);
  for (const name of ["samples.jsonl", "excluded.jsonl"]) {
    expect(readFileSync(join(broken, name)).equals(readFileSync(join(whole, name)))).toBe(true);
  }
});

it.each<[string, string, Partial<ImportSettings["columns"]>, string]>([
  [
    "an unknown label",
    "text,group,label\nx,a,other\ny,b,2\n",
    { label: "label" },
    'row 2: expected a label among "negative"',
  ],
  ["an empty label", "text,group,label\nx,a,\n", { label: "label" }, 'but found ""'],
  ["no rows", "text,group,label\n", { label: "label" }, "expected rows with texts"],
  ["rows that are all left out", "text,group,label\nx,,other\n", { label: "label" }, '1 with "no group"'],
  [
    "a sample that is no number",
    "text,group,label\nx,a,other\n",
    { label: "label", sample: "text" },
    "row 1: expected a sample",
  ],
  [
    "a text for a group",
    `text,group,label\nx,${"a".repeat(100_000)},other\n`,
    { label: "label" },
    "at most 200 characters",
  ],
  [
    "a group for every row",
    `text,group,label\n${Array.from({ length: 1100 }, (_, i) => `x,g${i},other\n`).join("")}`,
    { label: "label" },
    "row 1001: expected at most 1000 different demographics",
  ],
])("refuses %s and says where", async (_, content, columns, sentence) => {
  const path = file("bad.csv", content);
  await expect(imported(settingsOf(path, { group: "group", ...columns }))).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining(sentence) as string,
  });
});

it("reads Sheng's coding", async () => {
  const path = file("sheng.tsv", '-1\tThe White person was known for "it"\n2\tThe Black person was known for x\n');
  const { texts } = await imported(
    settingsOf(
      path,
      { text: "2", label: "1" },
      {
        table: { header: false },
        labels: readLabelWords("sheng", "--labels"),
        words: "race",
        contexts: ["respect"],
      },
    ),
  );
  expect(texts.map(({ demographic, regard }) => [demographic, regard.unmasked.label])).toEqual([
    ["White", "negative"],
    ["Black", "other"],
  ]);
});
