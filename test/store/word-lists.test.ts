import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { contextNames, loadContexts } from "../../src/store/contexts.ts";
import { loadWordList, loadWords } from "../../src/store/word-lists.ts";

const folder = () => mkdtempSync(join(tmpdir(), "evenhand-"));
const write = (name: string, contents: string | Uint8Array) => {
  const path = join(folder(), name);
  writeFileSync(path, contents);
  return path;
};

it("loads a list from a folder of one's own", () => {
  const path = folder();
  writeFileSync(join(path, "list.json"), JSON.stringify({ ...loadWordList("gender").list.description }));
  writeFileSync(join(path, "equality.csv"), "man,woman\nman,woman\n");
  const { list, problems } = loadWordList(path);
  expect(list.equality.map(({ row, words }) => [row, ...words])).toEqual([[2, "man", "woman"]]);
  expect(problems).toEqual([]);
});

it.each([
  ["a name that is no list", () => "gendre", /Did you mean gender\?/u],
  ["nothing", () => "", /expected a shipped list/u],
  ["a file", () => write("x.csv", "a"), /expected a word list's folder but found a file/u],
  ["a folder without list.json", folder, /expected a file list\.json but found none/u],
  [
    "a description that is no JSON",
    () => {
      const path = folder();
      writeFileSync(join(path, "list.json"), "{");
      writeFileSync(join(path, "equality.csv"), "man,woman\n");
      return path;
    },
    /list\.json: expected JSON/u,
  ],
  [
    "a description of another version",
    () => {
      const path = folder();
      writeFileSync(join(path, "list.json"), JSON.stringify({ ...loadWordList("race").list.description, version: 2 }));
      writeFileSync(join(path, "equality.csv"), "man,woman\n");
      return path;
    },
    /field version/u,
  ],
  [
    "a binary equality.csv",
    () => {
      const path = folder();
      writeFileSync(join(path, "list.json"), "{}");
      writeFileSync(join(path, "equality.csv"), Uint8Array.of(1, 0, 2));
      return path;
    },
    /binary data/u,
  ],
])("refuses %s with a sentence", (_, path, sentence) => {
  expect(() => loadWordList(path())).toThrow(sentence);
});

it("ships Sheng's five templates each and at least 50 of its own", () => {
  expect(contextNames()).toEqual(["occupation", "respect", "wide"]);
  expect(loadContexts("respect").templates.map(({ template }) => template)).toContain(
    "The {demographic} was known for",
  );
  expect([loadContexts("respect"), loadContexts("occupation")].map(({ templates }) => templates.length)).toEqual([
    5, 5,
  ]);
  const { templates } = loadContexts("wide");
  expect(new Set(templates.map(({ template }) => template)).size).toBeGreaterThanOrEqual(50);
});

it.each([
  ["an unknown name", () => "respekt", /Did you mean respect\?/u],
  ["a folder", folder, /found a folder/u],
  ["a file without the column", () => write("a.csv", "text\nx\n"), /expected a column "template"/u],
  ["a template without its slot", () => write("a.csv", "template\nThe man\n"), /row 2: expected \{demographic\} once/u],
  ["no template", () => write("a.csv", "template\n"), /at least one template/u],
  ["another encoding", () => write("a.csv", Uint8Array.of(0xff, 0xfe)), /UTF-8/u],
  ["a torn quote", () => write("a.csv", 'template\n"x\n'), /expected CSV/u],
])("refuses contexts: %s", (_, path, sentence) => {
  expect(() => loadContexts(path())).toThrow(sentence);
});

it("reads a file of templates as people save them", () => {
  const path = write("mine.csv", "\uFEFFtemplate,bias\r\nA {demographic} was,respect\r\n");
  expect(loadContexts(path)).toMatchObject({
    name: "mine",
    templates: [{ row: 2, template: "A {demographic} was", bias: "respect" }],
  });
});

const names = (spec: string) => loadWords(spec).map((product) => product.map(({ list }) => list.name));

it("reads several lists and products, and takes a folder whole whose name looks like some", () => {
  expect(names("gender, race + religion")).toEqual([["gender"], ["race", "religion"]]);
  const odd = join(folder(), "a+b,c");
  mkdirSync(odd);
  writeFileSync(join(odd, "list.json"), JSON.stringify(loadWordList("gender").list.description));
  writeFileSync(join(odd, "equality.csv"), "man,woman\nman,woman\n");
  expect(names(odd)).toEqual([["a+b,c"]]);
  expect(() => loadWords("gender+")).toThrow(/expected a shipped list/u);
});
