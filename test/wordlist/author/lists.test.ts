import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Draft } from "../../../src/wordlist/author/draft.ts";
import { diffDrafts } from "../../../src/wordlist/author/diff-drafts.ts";
import { applyEdit } from "../../../src/wordlist/author/list-edit.ts";
import { mendDraft, lintDraft } from "../../../src/wordlist/author/mend-draft.ts";
import { mergeDrafts } from "../../../src/wordlist/author/merge-drafts.ts";
import { suggestRows } from "../../../src/wordlist/author/suggest-rows.ts";
import { gpt2Tokenizer } from "../../../src/text/gpt2-tokenizer.ts";
import type { Tokenizer } from "../../../src/text/token.ts";
import { tokenizerOf } from "../../fakes/piece-tokenizer.ts";
import type { Demographic } from "../../../src/wordlist/word-list.ts";
import { writtenForms } from "../../../src/wordlist/written-forms.ts";
import { anyDraft, draftOf } from "./drafts.ts";

let gpt2: Tokenizer;
beforeAll(async () => {
  gpt2 = await gpt2Tokenizer();
});

const gender = draftOf([
  ["man", "woman"],
  ["king", "queen"],
]);

describe("the difference of two lists", () => {
  it("is nothing between a list and itself", () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        expect(diffDrafts(draft, draft)).toEqual([]);
      }),
    );
  });

  it("names rows that came, went and changed, and fields", () => {
    const after = {
      ...draftOf([
        ["man", "lady"],
        ["son", "daughter"],
      ]),
      general: [{ word: "person", note: "" }],
    };
    const changes = diffDrafts(gender, { ...after, description: { ...after.description, licence: "CC0" } });
    expect(changes).toEqual([
      { kind: "field", field: "licence", before: "MIT", after: "CC0" },
      { kind: "row-changed", before: ["man", "woman"], after: ["man", "lady"] },
      { kind: "row-removed", words: ["king", "queen"] },
      { kind: "row-added", words: ["son", "daughter"] },
      { kind: "word-added", table: "general", word: "person" },
    ]);
  });
});

describe("the difference of two lists", () => {
  it("tells nouns and adjectives", () => {
    const [man, woman] = gender.description.demographics as [Demographic, Demographic];
    const about = (...demographics: readonly Demographic[]) => ({
      ...gender,
      description: { ...gender.description, demographics },
    });
    const named = about({ ...man, noun: "man" }, { ...woman, noun: "woman" });
    expect(diffDrafts(gender, named)).toEqual([{ kind: "field", field: "nouns", before: "", after: "man, woman" }]);
    const described = about({ ...man, adjective: "male" }, woman);
    expect(diffDrafts(described, gender)).toEqual([
      { kind: "field", field: "adjectives", before: "male, none", after: "" },
    ]);
  });

  it("pairs each row that is gone with the first new one left that shares a word, as a search through all would", () => {
    const few = fc.constantFrom("a", "b", "c", "d", "");
    const rows = fc.array(fc.array(few, { minLength: 2, maxLength: 2 }), { maxLength: 8 });
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const fresh = after.filter((words) => !before.some((other) => other.join() === words.join()));
        const gone = before.filter((words) => !after.some((other) => other.join() === words.join()));
        const expected = gone.map((words) => {
          const at = fresh.findIndex((other) => other.some((word) => word !== "" && words.includes(word)));
          if (at === -1) return { kind: "row-removed", words };
          return { kind: "row-changed", before: words, after: fresh.splice(at, 1)[0] };
        });
        const added = fresh.map((words) => ({ kind: "row-added", words }));
        expect(diffDrafts(draftOf(before), draftOf(after))).toEqual([...expected, ...added]);
      }),
    );
  });

  it("looks at each row a few times, however many there are", () => {
    let looks = 0;
    const counted = (name: string, shared: (i: number) => number): Draft => ({
      ...gender,
      equality: Array.from({ length: 1000 }, (_, i) => ({
        ...draftOf([[]]).equality[0],
        get words() {
          looks += 1;
          return [`${name}${i}`, `shared${shared(i)}`];
        },
      })) as unknown as Draft["equality"],
    });
    const [old, fresh] = [counted("old", (i) => i), counted("new", (i) => 999 - i)];
    expect(diffDrafts(old, fresh).map(({ kind }) => kind)).toEqual(old.equality.map(() => "row-changed"));
    expect(looks).toBeLessThan(20_000);
  });
});

describe("merging", () => {
  it("a list with itself changes nothing", () => {
    const { draft, left } = mergeDrafts(gender, gender);
    expect(draft).toEqual(gender);
    expect(left).toEqual([]);
  });

  it("matches columns by name, adds what fits, and tells what contradicts", () => {
    const other = draftOf(
      [
        ["daughter", "son"],
        ["lady", "king"],
      ],
      ["woman", "man"],
    );
    const { draft, left } = mergeDrafts(gender, other);
    expect(draft.equality.map(({ words }) => words)).toEqual([
      ["man", "woman"],
      ["king", "queen"],
      ["son", "daughter"],
    ]);
    expect(left.map(({ words, reason }) => [words, reason.code])).toEqual([[["king", "lady"], "conflict"]]);
  });

  it("refuses lists about different demographics", () => {
    expect(() => mergeDrafts(gender, draftOf([], ["boy", "girl"]))).toThrow("boy, girl");
  });
});

describe("mending", () => {
  const broken = {
    ...draftOf([
      ["man", "woman"],
      ["man", "woman"],
      ["his", "her"],
      ["him", "her"],
      ["cousin", "cousin"],
      ["ki\u0007ng", "queen"],
    ]),
    neutral: [
      { word: "nurse", note: "" },
      { word: "nurse", note: "" },
    ],
  };
  const options = { name: "broken", folder: "broken" };

  it("applies only what loses nothing, unless told otherwise", async () => {
    const { draft, applied } = await mendDraft(broken, { ...options, all: false }, gpt2);
    expect(applied.map(({ problem }) => problem.code)).toEqual([
      "duplicate-row",
      "control-character",
      "duplicate-word",
    ]);
    expect(draft.equality.map(({ words }) => words.join())).toEqual([
      "man,woman",
      "his,her",
      "him,her",
      "cousin,cousin",
      "king,queen",
    ]);
    expect((await mendDraft(draft, { ...options, all: false }, gpt2)).applied).toEqual([]);
  });

  it("mends the rows it means where a note has line breaks", async () => {
    const rows = [
      ["man", "woman"],
      ["king", "queen"],
      ["king", "queen"],
      ["boy", "girl"],
    ];
    const draft = draftOf(rows);
    const noted = applyEdit(draft, { kind: "set-detail", row: 0, detail: "note", text: "one\ntwo\r\nthree" });
    const mended = await mendDraft(noted, { ...options, all: false }, gpt2);
    expect(mended.applied.map(({ problem }) => problem.code)).toEqual(["duplicate-row"]);
    expect(mended.draft).toEqual({ ...noted, equality: noted.equality.toSpliced(2, 1) });
  });

  it("with all, ends with an action and keeps every word somewhere", async () => {
    const { draft } = await mendDraft(broken, { ...options, all: true }, gpt2);
    const { summary } = await lintDraft(draft, "broken", "broken", gpt2);
    expect(summary).toMatchObject({ errors: 0, isAction: true });
    const words = [...draft.equality.flatMap((row) => row.words), ...draft.general.map(({ word }) => word)];
    expect(words).toEqual(expect.arrayContaining(["man", "woman", "his", "her", "him", "cousin", "king", "queen"]));
  });
});

const compoundsOf = async (rows: readonly (readonly string[])[], tokenizer: Tokenizer) =>
  (await suggestRows(draftOf(rows), tokenizer)).filter(({ kind }) => kind === "compound").map(({ words }) => words);

describe("suggestions", () => {
  it("offers plurals and compounds of the vocabulary, and nothing that is listed", async () => {
    const noun = applyEdit(gender, { kind: "set-detail", row: 0, detail: "role", text: "noun" });
    const found = await suggestRows(noun, gpt2);
    expect(found).toContainEqual({ kind: "plural", words: ["men", "women"], from: 0, source: "natural" });
    const source = "the vocabulary of gpt2";
    expect(found).toContainEqual({ kind: "compound", words: ["spokesman", "spokeswoman"], from: 0, source });
    expect(found.map(({ words }) => words.join())).not.toContain("king,queen");
    for (const { words } of found.filter(({ kind }) => kind === "compound"))
      for (const word of words) expect(gpt2.encode(` ${word}`)).toHaveLength(1);
  });

  it("offers compounds with another word, not words that hold a listed one by chance", async () => {
    const chance = [
      ["lad", "lass"],
      ["his", "her"],
    ];
    const good = [
      ["boy", "girl"],
      ["father", "mother"],
      ["son", "daughter"],
    ];
    expect(gpt2.encode(" glad glass clad class this")).toHaveLength(5); // all are in the vocabulary
    expect(await compoundsOf([...chance, ...good], gpt2)).toEqual([
      ["boyfriend", "girlfriend"],
      ["grandfather", "grandmother"],
      ["grandson", "granddaughter"],
    ]);
  });

  it("asks of a compound that its rest is a word of the vocabulary, before or after the listed one", async () => {
    const whole = [
      "policeman",
      "policewoman",
      "stepfather",
      "stepmother",
      "manhood",
      "womanhood",
      "antman",
      "antwoman",
    ];
    const rows = [
      ["man", "woman"],
      ["father", "mother"],
    ];
    const vocabulary = (...rests: readonly string[]) =>
      tokenizerOf("few", [
        ...[...whole, ...rests].map((word) => ` ${word}`),
        ...Array.from(" abcdefghijklmnopqrstuvwxyz'"),
      ]);
    expect(await compoundsOf(rows, vocabulary("police", "step", "hood"))).toEqual([
      ["policeman", "policewoman"],
      ["manhood", "womanhood"],
      ["stepfather", "stepmother"],
    ]);
    expect(await compoundsOf(rows, vocabulary("step", "ant"))).toEqual([
      ["antman", "antwoman"],
      ["stepfather", "stepmother"],
    ]);
    expect(await compoundsOf(rows, vocabulary())).toEqual([]);
  });

  it("capitalises the first character, of however many code units, as the written forms do", async () => {
    const words = ["\u{10428}man", "\u{10428}woman"]; // Deseret's long i has a capital, U+10400
    const found = await suggestRows(
      draftOf([words]),
      tokenizerOf("none", [" ", "'", "\u{10428}", ...Array.from("manwoes")]),
    );
    const capitals = ["\u{10400}man", "\u{10400}woman"];
    expect(found.map((one) => [one.kind, one.words])).toEqual([["capitalised", capitals]]);
    expect(writtenForms(words, "variants")[1]).toEqual(capitals);
  });

  it("fills an empty cell from another list, never by itself", async () => {
    const draft = draftOf([["uncle", ""]]);
    const known = [{ list: "family", demographics: ["woman", "man"], rows: [["aunt", "uncle"]] }];
    const before = JSON.stringify(draft);
    expect(await suggestRows(draft, gpt2, known)).toContainEqual({
      kind: "counterpart",
      words: ["aunt"],
      from: 0,
      column: 1,
      source: "the list family",
    });
    expect(JSON.stringify(draft)).toBe(before);
  });
});
