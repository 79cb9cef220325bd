import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import { renderToString } from "ink";
import { createElement } from "react";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { keepDraft } from "../../../src/store/draft-recovery.ts";
import { readListFiles } from "../../../src/store/list-files.ts";
import { bodyOf } from "../../../src/ui/kernel/frame.ts";
import { ListsView } from "../../../src/ui/lists/lists-view.tsx";
import { performLists } from "../../../src/ui/lists/perform.ts";
import {
  type ListItem,
  type ListsNews,
  type ListsState,
  selectedList,
  startLists,
  stepLists,
} from "../../../src/ui/lists/state.ts";
import { readDraft } from "../../../src/wordlist/author/draft.ts";
import { draftOf } from "../../wordlist/author/drafts.ts";
import { keysOf } from "../edit-list/drive.ts";

const root = mkdtempSync(join(tmpdir(), "evenhand-lists-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let [home, cache] = ["", ""];
beforeEach(() => {
  home = mkdtempSync(join(root, "home-"));
  cache = mkdtempSync(join(root, "cache-"));
});

/** A session by keys: what is to be done is done, news come back. Tells the list that would be opened. */
async function session(
  typed: string,
  size = { columns: 80, rows: 24 },
): Promise<{ state: ListsState; open?: string; went?: unknown }> {
  let step = stepLists(stepLists(startLists.state, { kind: "size", size }).state, { kind: "shown" });
  const settle = async () => {
    for (const effect of step.effects ?? []) {
      const news: ListsNews[] = [];
      await performLists(effect, { home, cache }, (one) => news.push(one));
      for (const one of news) step = stepLists(step.state, { kind: "news", news: one });
    }
  };
  await settle();
  for (const key of keysOf(typed)) {
    step = stepLists(step.state, { kind: "key", key });
    await settle();
  }
  const { state, open, go } = step;
  return { state, ...(open === undefined ? {} : { open }), ...(go === undefined ? {} : { went: go }) };
}

const readBack = (folder: string) => readDraft(readListFiles(join(home, folder)).files, folder);

describe("the lists at hand", () => {
  it("open by Enter, and Esc goes back", async () => {
    expect((await session("<enter>")).open).toBe("gender");
    expect((await session("j<enter>")).open).toBe("orientation");
    expect((await session("<escape>")).went).toBe("back");
  });
  it("are narrowed by a search, which Esc takes away", async () => {
    expect((await session("/RELIG<enter><enter>")).open).toBe("religion");
    expect((await session("/RELIG<enter><escape><enter>")).open).toBe("gender");
    await session("nold, young<tab><ctrl-u>age<ctrl-s>");
    expect((await session(`/${basename(home)}`)).state.window.count).toBe(0); // where a list lies is no part of its name
  });
  it("are not looked for again because the window has another size", async () => {
    const { state } = await session("");
    expect(stepLists(state, { kind: "size", size: { columns: 60, rows: 20 } }).effects ?? []).toEqual([]);
  });
  it("say where a draft is not saved", async () => {
    await keepDraft(cache, { list: "gender", base: "0", draft: draftOf([]) });
    expect((await session("")).state.found?.[0]).toMatchObject({ name: "gender", hasDraft: true });
  });
});

describe("a new list", () => {
  it("begins from nothing with one orbit, the demographics", async () => {
    const { open } = await session("nold, young<tab><ctrl-u>age<ctrl-s>");
    expect(open).toBe(join(home, "age"));
    expect(readBack("age").equality.map(({ words }) => words)).toEqual([["old", "young"]]);
  });
  it("is the chosen one when the lists are in sight again", async () => {
    const { state } = await session("nold, young<tab><ctrl-u>age<ctrl-s>");
    const news: ListsNews[] = [];
    await performLists({ kind: "look around" }, { home, cache }, (one) => news.push(one));
    const again = news.reduce((now, one) => stepLists(now, { kind: "news", news: one }).state, state);
    expect(selectedList(again)?.name).toBe("age");
  });
  it("begins from a template", async () => {
    await session("jt<ctrl-s>");
    expect(readBack("my-orientation").description.demographics).toHaveLength(2);
  });
  it("opens only while its form waits for it: not on what came after Esc", async () => {
    const { state } = await session("nold, young");
    const made = { kind: "news", news: { kind: "made", folder: join(home, "age"), said: "Made." } } as const;
    const asked = stepLists(state, { kind: "key", key: { kind: "control", letter: "s" } }).state;
    expect(stepLists(asked, made).open).toBe(join(home, "age"));
    for (const keys of ["<escape>", "<escape>n"]) {
      const left = keysOf(keys).reduce((now, key) => stepLists(now, { kind: "key", key }).state, asked);
      const step = stepLists(left, made);
      expect(step.open).toBeUndefined();
      expect(step.effects).toEqual([{ kind: "look around" }]);
      expect(step.state).toMatchObject({ mode: left.mode, message: "Made." });
    }
  });
  it("is imported with all that could not be placed beside it", async () => {
    writeFileSync(join(home, "pairs.csv"), "king,queen\nhis,her\nhim,her\nwolf,wolf\n");
    const { state, open } = await session("ipairs.csv<tab>man, woman<ctrl-s>");
    expect(open).toBe(join(home, "imported"));
    expect(readBack("imported").equality.map(({ words }) => words)).toEqual([["king", "queen"]]);
    expect(readFileSync(join(home, "imported", "left-out.csv"), "utf8").split("\n")).toHaveLength(5);
    expect(state.message).toContain("3 could not be placed");
  });
  it.each([
    ["no demographics", "n<ctrl-s>", "two or more"],
    ["one name twice", "na, a<ctrl-s>", "already"],
    ["the heading of another column", "nold, note<ctrl-s>", "heading"],
    ["no file", "i<ctrl-s>", "missing"],
    ["no names for the columns", "iswaps.csv<ctrl-s>", "demographics are missing"],
    ["a folder that is none", "onowhere<enter>", "nowhere"],
    ["names of another number", "t<tab><tab>a, b, c<ctrl-s>", "A new list from gender: expected 2 demographics"],
    ["names of another number, by the line", "t<tab><tab>a, b, c<ctrl-s>", "Leave “Demographics” away"],
    ["another form", "iswaps.json<tab>man, woman<ctrl-s>", "name another “Form”"],
  ])("says what is wrong, the form still open: %s", async (_, typed, says) => {
    writeFileSync(join(home, "swaps.csv"), "king,queen\n");
    writeFileSync(join(home, "swaps.json"), "{");
    const { state, open } = await session(typed);
    expect(open).toBeUndefined();
    expect(state.mode).toMatchObject({ kind: "form", isBusy: false });
    expect(state.message).toContain(says);
  });
});

describe("the screen", () => {
  const size = { columns: 80, rows: 24 };
  const draw = (state: ListsState, { columns, rows }: typeof size = size) =>
    renderToString(
      createElement(ListsView, { state, look: { ...bodyOf({ columns, rows }), plain: true, screenReader: false } }),
      { columns },
    );

  it.each([
    ["lists", "", size],
    ["new", "nold", size],
    ["import", "iwords.csv", size],
    ["lists", "j", { columns: 200, rows: 60 }],
    ["new", "nold", { columns: 200, rows: 60 }],
    ["import", "iwords.csv", { columns: 200, rows: 60 }],
  ])("%s, after “%s”, at %j", async (name, typed, page) => {
    const { state } = await session(typed, page);
    await expect(draw(state, page)).toMatchFileSnapshot(`./golden/${name}-${page.columns}x${page.rows}.txt`);
  });

  it.each([{ columns: 40, rows: 10 }, { columns: 40, rows: 12 }, size])(
    "shows the selected line of a form, none over another, at $columns×$rows",
    async (page) => {
      for (const form of ["n", "t", "i", "o"]) {
        const { state } = await session(form, page);
        if (state.mode.kind !== "form") throw new Error("expected a form");
        for (const [at, { label }] of state.mode.form.fields.entries())
          for (const message of ["", "words ".repeat(50)]) {
            const { form: shown } = state.mode;
            const lines = draw({ ...state, message, mode: { ...state.mode, form: { ...shown, at } } }, page).split(
              "\n",
            );
            expect(lines.length).toBeLessThanOrEqual(bodyOf(page).rows);
            expect(lines.filter((line) => line.startsWith(`> ${label}`))).toHaveLength(1);
          }
      }
    },
  );

  it("crashes on no keys, and stays within its lines", () => {
    const found: readonly ListItem[] = Array.from({ length: 40 }, (_, i) => ({
      name: `list ${i}`,
      what: `list ${i}`,
      isShipped: false,
      rows: i,
      hasDraft: false,
      problem: "broken ".repeat(100),
    }));
    const keys = fc.constantFrom(...keysOf("jkgG/ntio?x<enter><escape><up><down><tab><ctrl-s><backspace>"));
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 30 }), (pressed) => {
        const sized = stepLists(startLists.state, { kind: "size", size }).state;
        const start = stepLists(sized, { kind: "news", news: { kind: "found", found } }).state;
        const end = pressed.reduce((state, key) => stepLists(state, { kind: "key", key }).state, start);
        expect(draw(end).split("\n").length).toBeLessThanOrEqual(bodyOf(size).rows);
      }),
      { numRuns: 40 },
    );
  });
});
