import { describe, expect, it } from "vitest";
import { formatLeft, importDraft, type ImportOptions } from "../../../src/wordlist/author/import-draft.ts";
import { readForeign } from "../../../src/wordlist/author/read-foreign.ts";

const options: ImportOptions = {
  title: "Imported",
  demographics: ["man", "woman"],
  source: "a test",
  licence: "MIT",
  case: "variants",
  severalTokens: "general",
  prefer: "none",
};
const file = (text: string, name = "list") => [{ name, text }];
const words = (draft: { readonly equality: readonly { readonly words: readonly string[] }[] }) =>
  draft.equality.map((row) => row.words.join());

describe("importing", () => {
  it("reads WinoBias' swaps, listed both ways, and leaves out what is no swap", () => {
    const swaps = "king\tqueen\nqueen\tking\nguy\tgirl\ngirl\tboy\nboy\tgirl\n";
    const { draft, left } = importDraft(readForeign("tsv", file(swaps)), options);
    expect(words(draft)).toEqual(["king,queen"]);
    expect(left.map(({ line, reason }) => [line, reason.code])).toEqual([
      [2, "repeated"],
      [3, "conflict"],
      [4, "conflict"],
      [5, "repeated"],
    ]);
    expect(formatLeft(left)).toContain('3,guy | girl,"""girl"" also stands in line 4');
  });

  it("takes the demographics from a heading", () => {
    const read = readForeign("csv", file("he,she\nfather,mother\n"), { hasHeading: true });
    const { draft } = importDraft(read, { ...options, demographics: [] });
    expect(draft.description.demographics.map(({ name }) => name)).toEqual(["he", "she"]);
    expect(words(draft)).toEqual(["father,mother"]);
  });

  it.each([
    ["rows", '[["king","queen"],["duke","duchess"]]', undefined],
    ["swaps", '{"king":"queen","duke":"duchess"}', undefined],
    ["columns", '{"male":["king","duke"],"female":["queen","duchess"]}', undefined],
    ["an entry", '{"race":[["a","b","c"]],"gender":[["king","queen"],["duke","duchess"]]}', "gender"],
  ])("reads JSON as %s", (_, text, entry) => {
    const read = readForeign("json", file(text), entry === undefined ? {} : { entry });
    expect(words(importDraft(read, options).draft)).toEqual(["king,queen", "duke,duchess"]);
  });

  it("joins plain files line by line, and tells lines without a counterpart", () => {
    const read = readForeign("columns", [...file("king\nduke\nmonk\n"), ...file("queen\r\nduchess\r\n")]);
    const { draft, left } = importDraft(read, options);
    expect(words(draft)).toEqual(["king,queen", "duke,duchess"]);
    expect(left.map(({ line, reason }) => [line, reason.code])).toEqual([[3, "empty-cell"]]);
  });

  it("makes one orbit of the HolisticBias descriptors that are named, and keeps the rest", () => {
    const text =
      '{"ability":{"auditory":[{"descriptor":"Deaf","preference":"reviewed"},"hearing"],"mobility":["paraplegic"]}}';
    const read = readForeign("holisticbias", file(text), { entry: "ability" });
    const { draft, left } = importDraft(read, { ...options, demographics: ["hearing", "Deaf"] });
    expect(words(draft)).toEqual(["hearing,Deaf"]);
    expect(left.map((row) => [row.words.join(), row.reason.code])).toEqual([["paraplegic", "no-counterpart"]]);
  });

  it.each([
    ["no entry of that name", () => readForeign("json", file('{"a":[["x","y"]]}'), { entry: "b" }), "found a"],
    ["an axis that is not named", () => readForeign("holisticbias", file('{"age":{}}')), "age"],
    ["text that is no JSON", () => readForeign("json", file("king,queen")), "expected JSON"],
    ["another shape", () => readForeign("json", file('{"a":{"b":{"c":1}}}')), "--entry"],
    ["semicolons", () => readForeign("csv", file("he;she\nking;queen\n")), "found semicolons"],
    ["tabs in a CSV file", () => readForeign("csv", file("he\tshe\n")), "--format tsv"],
    ["two CSV files", () => readForeign("csv", [...file(""), ...file("")]), "--format columns"],
    [
      "a demographic named as another column",
      () => importDraft({ rows: [] }, { ...options, demographics: ["man", "note"] }),
      "another column",
    ],
    ["no demographics", () => importDraft({ rows: [] }, { ...options, demographics: [] }), "--demographics"],
    [
      "a descriptor that is not there",
      () => importDraft({ rows: [{ line: 1, words: ["old"] }] }, { ...options, demographics: ["old", "young"] }),
      '"young"',
    ],
  ])("says what is wrong: %s", (_, act, told) => {
    expect(act).toThrow(told);
  });
});
