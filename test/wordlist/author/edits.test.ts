import fc from "fast-check";
import { describe, expect, it } from "vitest";
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
