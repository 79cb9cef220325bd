import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/text/user-error.ts";
import { readDraft } from "../../../src/wordlist/author/draft.ts";
import { formatDraft } from "../../../src/wordlist/author/format-draft.ts";
import { advance, redo, startHistory, undo } from "../../../src/wordlist/author/history.ts";
import { applyEdit } from "../../../src/wordlist/author/list-edit.ts";
import { anyDraft, anyEdit, draftOf } from "./drafts.ts";

describe("a draft", () => {
  it("comes back from its files whole, whatever was typed", () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const filled = {
          ...draft,
          // a line of nothing but empty cells still has its commas, but a single empty cell is an empty line
          neutral: draft.neutral.filter(({ word, note }) => word !== "" || note !== ""),
          general: draft.general.filter(({ word, note }) => word !== "" || note !== ""),
        };
        expect(readDraft(formatDraft(filled), "draft")).toEqual(filled);
      }),
    );
  });

  it("keeps what a broken file says", () => {
    const { description } = formatDraft(draftOf([]));
    const draft = readDraft(
      {
        description,
        equality: "man,woman,weight,note\nking\nfather,mother,3,old\nboy,girl,,,extra\nson,daug\u0007hter,,\n",
      },
      "draft",
    );
    expect(draft.equality.map(({ words, note }) => [...words, note])).toEqual([
      ["king", "", ""],
      ["father", "mother", "old; 3"],
      ["boy", "girl", "extra"],
      ["son", "daug\u0007hter", ""],
    ]);
  });
});

describe("a draft that could lose rows", () => {
  it("is not read: a table whose quotes make it no CSV", () => {
    const { description } = formatDraft(draftOf([]));
    const broken = 'man,woman\nking,"queen"s\nboy,girl\n';
    expect(() => readDraft({ description, equality: broken }, "mine")).toThrow(
      "mine/equality.csv, row 2: expected CSV",
    );
    const neutral = 'word,note\n"nurse\n';
    expect(() => readDraft({ description, equality: "man,woman\n", neutral }, "mine")).toThrow("mine/neutral.csv");
  });
});

describe("a draft that could lose a column", () => {
  const { description } = formatDraft(draftOf([]));

  it.each([
    [
      "Man,woman\nking,queen\n",
      'row 1: expected a column "man" but found "Man", "woman". Rename the heading "Man" to "man".',
    ],
    [
      "mann,women,note\nking,queen,\n",
      'expected columns "man", "woman" but found "mann", "women", "note". Rename the heading "mann" to "man". Rename the heading "women" to "woman".',
    ],
    ["king,queen\nboy,girl\n", 'found "king", "queen". Mend the heading, as in man,woman,role,number,note.'],
    ["man,note\nking,queen\n", 'expected a column "woman"'],
  ])("is not read: %j", (equality, sentence) => {
    expect(() => readDraft({ description, equality }, "mine")).toThrow(UserError);
    expect(() => readDraft({ description, equality }, "mine")).toThrow(sentence);
  });

  it("is not read from neutral.csv and general.csv either", () => {
    const files = { description, equality: "man,woman\n" };
    expect(() => readDraft({ ...files, neutral: "Word\nnurse\n" }, "mine")).toThrow(
      'mine/neutral.csv, row 1: expected a column "word" but found "Word". Rename the heading "Word" to "word".',
    );
    expect(() => readDraft({ ...files, general: "person\n" }, "mine")).toThrow("Mend the heading, as in word,note.");
    expect(readDraft({ ...files, neutral: "" }, "mine").neutral).toEqual([]);
  });

  it("is not read where two demographics have one name, or that of another column", () => {
    const twice = formatDraft(draftOf([["king", "queen"]], ["man", "man"]));
    expect(() => readDraft(twice, "mine")).toThrow("mine/list.json: expected a name of its own");
    const noted = formatDraft(draftOf([["king", "queen"]], ["man", "note"]));
    expect(() => readDraft(noted, "mine")).toThrow("heading of another column");
  });
});

describe("an edit", () => {
  it("leaves the draft it was made on as it was, and rows as wide as there are demographics", () => {
    fc.assert(
      fc.property(
        anyDraft.chain((draft) => fc.tuple(fc.constant(draft), anyEdit(draft))),
        ([draft, edit]) => {
          const before = JSON.stringify(draft);
          const after = applyEdit(draft, edit);
          expect(JSON.stringify(draft)).toBe(before);
          for (const { words } of after.equality) expect(words).toHaveLength(after.description.demographics.length);
        },
      ),
    );
  });

  it("moves a row and back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(), fc.nat(), (size, a, b) => {
        const draft = draftOf(Array.from({ length: size }, (_, i) => [`m${i}`, `w${i}`]));
        const [row, to] = [a % size, b % size];
        const there = applyEdit(draft, { kind: "move-row", row, to });
        expect(there.equality[to]).toBe(draft.equality[row]);
        expect(applyEdit(there, { kind: "move-row", row: to, to: row })).toEqual(draft);
      }),
    );
  });

  it("takes a demographic's words with it", () => {
    const draft = draftOf([["a", "b", "c"]], ["A", "B", "C"]);
    const moved = applyEdit(draft, { kind: "move-demographic", at: 0, to: 2 });
    expect(moved.description.demographics.map(({ name }) => name)).toEqual(["B", "C", "A"]);
    expect(moved.equality[0]?.words).toEqual(["b", "c", "a"]);
    expect(applyEdit(draft, { kind: "delete-demographic", at: 1 }).equality[0]?.words).toEqual(["a", "c"]);
  });

  it.each([
    { kind: "delete-row", row: 1 },
    { kind: "set-word", row: 0, column: 2, word: "x" },
    { kind: "move-row", row: 0, to: -1 },
    { kind: "delete-word", table: "neutral", at: 0 },
  ] as const)("refuses a place that is not there: $kind", (edit) => {
    expect(() => applyEdit(draftOf([["a", "b"]]), edit)).toThrow(RangeError);
  });
});

describe("a history", () => {
  it("undoes and redoes any run of steps", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 20 }), (steps) => {
        const first = { text: "start" };
        const all = steps.reduce((history, text) => advance(history, { text }), startHistory(first));
        const back = steps.reduce((history) => undo(history), all);
        expect(back.present).toBe(first);
        expect(undo(back)).toBe(back);
        const forth = steps.reduce((history) => redo(history), back);
        expect(forth).toEqual(all);
        expect(redo(forth)).toBe(forth);
      }),
    );
  });

  it("forgets what was undone once something new is done", () => {
    const history = advance(undo(advance(startHistory("a"), "b")), "c");
    expect(redo(history)).toBe(history);
    expect(undo(history).present).toBe("a");
  });
});
