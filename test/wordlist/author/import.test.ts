import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { foreignFormatOf } from "../../../src/wordlist/author/foreign-format.ts";
import { formatLeft, importDraft, type ImportOptions } from "../../../src/wordlist/author/import-draft.ts";
import { readForeign } from "../../../src/wordlist/author/read-foreign.ts";
import { sharedData } from "../../shared-data.ts";

const published = sharedData("holistic-bias/descriptors.json");

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

  it("reads lists for three groups under one entry, as bias-bench has them: contradictions are kept apart", () => {
    const text = JSON.stringify({
      gender: [["actor", "actress"]],
      race: [
        ["black", "caucasian", "asian"],
        ["african", "caucasian", "asian"],
        ["africa", "america", "asia"],
      ],
    });
    const read = readForeign("json", file(text), { entry: "race" });
    const { draft, left } = importDraft(read, { ...options, demographics: ["Black", "White", "Asian"] });
    expect(words(draft)).toEqual(["africa,america,asia"]);
    expect(left.map(({ line, reason }) => [line, reason.code])).toEqual([
      [1, "conflict"],
      [2, "conflict"],
    ]);
  });

  it("goes by the file's name where no form is named", () => {
    const names = [
      "swaps.txt",
      "a/b.TSV",
      "pairs.csv",
      "pairs",
      "lists.json",
      "bias/descriptors.json",
      "my-descriptors.json",
    ];
    expect(names.map((name) => foreignFormatOf([name]))).toEqual([
      "tsv",
      "tsv",
      "csv",
      "csv",
      "json",
      "holisticbias",
      "json",
    ]);
    expect(foreignFormatOf(["men.txt", "women.txt"])).toBe("columns");
  });

  it.skipIf(published === undefined)(
    "reads every axis of HolisticBias as published, and loses no descriptor (needs ../shared/data/holistic-bias)",
    () => {
      const text = readFileSync(published ?? "", "utf8");
      const axes = Object.entries(
        JSON.parse(text) as Record<string, Record<string, (string | { descriptor: string })[]>>,
      );
      expect(axes.length).toBe(13);
      for (const [axis, buckets] of axes) {
        const all = [
          ...new Set(
            Object.values(buckets)
              .flat()
              .map((one) => (typeof one === "string" ? one : one.descriptor)),
          ),
        ];
        const [first = "", second = ""] = all;
        const { draft, left } = importDraft(readForeign("holisticbias", file(text), { entry: axis }), {
          ...options,
          demographics: [first, second],
        });
        expect(words(draft)).toEqual([`${first},${second}`]);
        expect(left.map((row) => row.words.join())).toEqual(all.slice(2));
      }
    },
  );

  it.skipIf(published === undefined)(
    "makes an orbit of the two ages that the README names (needs ../shared/data/holistic-bias)",
    () => {
      const read = readForeign("holisticbias", file(readFileSync(published ?? "", "utf8")), { entry: "age" });
      const { draft } = importDraft(read, { ...options, demographics: ["young", "old"] });
      expect(words(draft)).toEqual(["young,old"]);
    },
  );

  it.each([
    ["no entry of that name", () => readForeign("json", file('{"a":[["x","y"]]}'), { entry: "b" }), "found a"],
    ["an axis that is not named", () => readForeign("holisticbias", file('{"age":{}}')), "age"],
    ["text that is no JSON", () => readForeign("json", file("king,queen")), "expected JSON"],
    ["another shape", () => readForeign("json", file('{"a":{"b":{"c":1}},"d":[]}')), "has parts: a, d. "],
    ["a shape without parts", () => readForeign("json", file("7")), "Mend the file"],
    ["semicolons", () => readForeign("csv", file("he;she\nking;queen\n")), "found semicolons"],
    ["tabs in a CSV file", () => readForeign("csv", file("he\tshe\n")), "--format tsv"],
    ["an empty file", () => importDraft(readForeign("csv", file("")), options), "found none"],
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
      'found no "young" among old. Name two',
    ],
  ])("says what is wrong: %s", (_, act, told) => {
    expect(act).toThrow(told);
  });
});
