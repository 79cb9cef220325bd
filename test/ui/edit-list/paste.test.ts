import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftOf as present, type Editing } from "../../../src/ui/edit-list/state.ts";
import type { Draft } from "../../../src/wordlist/author/draft.ts";
import { draftOf } from "../../wordlist/author/drafts.ts";
import { drive, opened, pastedKey } from "./drive.ts";

const people = draftOf([
  ["man", "woman"],
  ["king", "queen"],
  ["boy", "girl"],
]);
const words = (draft: Draft) => draft.equality.map((row) => row.words.join(" "));
/** The editor after keys, then a pasted text, then keys. */
const paste = (before: string, text: string, draft = people, then = ""): Editing =>
  drive(drive(drive(opened(draft), before).state, [pastedKey(text)]).state, then).state;
const after = (...args: Parameters<typeof paste>) => present(paste(...args));

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe("pasting one text", () => {
  it.each([
    ["takes the cell's place, without control characters", " a\u0007b ", "ab woman"],
    ["is no command, even as one letter", "d", "d woman"],
    ["may be one cell of a spreadsheet, which ends its lines", "lord\r\n", "lord woman"],
  ])("%s", (_, text, row) => expect(words(after("", text))[0]).toBe(row));

  it("with commas that fit no columns stays one text: a note", () =>
    expect(after("llll", "old, worn, and more").equality[0]?.note).toBe("old, worn, and more"));

  it("of nothing changes nothing", () => expect(after("", " \r\n")).toBe(people));

  it("on a sheet without tables joins its lines", () =>
    expect(after("4jc<escape>", "by\tme\nand you").description.source).toBe("by me and you"));
});

describe("pasting a table", () => {
  it.each([
    ["tabs, as spreadsheets copy", "lord\tlady\r\nduke\tduchess\r\n"],
    ["commas", "lord, lady\nduke, duchess"],
    ["quoted cells", '"lord"\t"lady"\n"duke"\t"duchess"'],
    ["blank lines between", "lord\tlady\n\n\t\nduke\tduchess"],
  ])("fills cells to the right and downwards: %s", (_, text) =>
    expect(words(after("j", text))).toEqual(["man woman", "lord lady", "duke duchess"]),
  );

  it("adds rows below the last one, and says what it did", () => {
    const { message } = paste("G", "lord\tlady\nduke\tduchess");
    expect(message).toBe("Pasted 2 rows (1 new) into man, woman. u takes it back.");
    expect(words(after("G", "lord\tlady\nduke\tduchess"))).toHaveLength(4);
    expect(words(after("", "lord\tlady\nduke\tduchess", draftOf([])))).toEqual(["lord lady", "duke duchess"]);
  });

  it("leaves the cells beside it: one column, roles and notes", () => {
    expect(words(after("l", "lady\nduchess"))).toEqual(["man lady", "king duchess", "boy girl"]);
    const [first] = after("ll", "noun\tsingular\told").equality;
    expect(first).toEqual({ words: ["man", "woman"], role: "noun", number: "singular", note: "old" });
  });

  it("keeps the empty cells of one column, so that what follows them finds its partners", () => {
    expect(words(after("l", "lady\n\nmiss\n\n"))).toEqual(["man lady", "king ", "boy miss"]);
    expect(words(after("l", "\r\nduchess\r\n \r\n"))).toEqual(["man duchess", "king queen", "boy girl"]); // one text
    expect(words(after("", "lord\n\nsir", draftOf([])))).toEqual(["lord ", " ", "sir "]);
    expect(
      after("2l", "old\n\nnew", { ...people, neutral: "abc".split("").map((word) => ({ word, note: "" })) }),
    ).toMatchObject({
      neutral: [{ note: "old" }, { note: "" }, { note: "new" }],
    });
  });

  it("fills neutral words and their notes", () =>
    expect(after("2", "nurse\tof hospitals\nclerk\t\n").neutral).toEqual([
      { word: "nurse", note: "of hospitals" },
      { word: "clerk", note: "" },
    ]));

  it("into a new row goes on with new rows, over no other", () =>
    expect(words(after("o", "lord\tlady\nduke\tduchess"))).toEqual([
      "man woman",
      "lord lady",
      "duke duchess",
      "king queen",
      "boy girl",
    ]));

  it("is one step to undo, and to redo", () => {
    const text = Array.from({ length: 500 }, (_, i) => `a${i}\tb${i}`).join("\r\n");
    expect(after("", text, people, "u")).toBe(people);
    expect(words(after("", text, people, "u<ctrl-r>"))).toHaveLength(500);
  });

  it.each([
    ["too wide for the columns that are left", "l", "a\tb\tc\td\te", "5 columns wide, and from here on there are 4"],
    ["rows of different lengths", "", "a\tb\nc\n", "Row 2 of what was pasted has 1 cell, the first has 2"],
    ["quotes that never end", "", '"a\tb\nc\td', "no table"],
    ["too wide for a new row's columns", "o", "a\tb\tc\td\te\tf", "6 columns wide"],
  ])("is refused as a whole: %s", (_, before, text, says) => {
    const { state } = drive(opened(people), before);
    const refused = paste(before, text);
    expect(present(refused)).toEqual(present(state));
    expect(refused.message).toContain(says);
    expect(refused.message).toContain("Nothing was pasted");
  });

  it("puts every cell where it belongs, whatever the cells hold", () => {
    const cell = fc
      .array(fc.constantFrom("a", "b", "z", '"', "'", ",", ";", "é", "老", "👩‍👧"), { minLength: 1, maxLength: 5 })
      .map((signs) => signs.join(""));
    const tables = fc.array(fc.tuple(cell, cell), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(tables, fc.nat({ max: 2 }), (rows, at) => {
        const text = rows.map((row) => row.map(quote).join("\t")).join("\r\n");
        const filled = after("j".repeat(at), text).equality.slice(at, at + rows.length);
        expect(filled.map((row) => row.words)).toEqual(rows);
      }),
    );
  });
});
