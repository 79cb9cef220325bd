import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Key } from "../../../src/ui/kernel/key.ts";
import { draftOf as present, type Editing, isUnsaved } from "../../../src/ui/edit-list/state.ts";
import { stepEdit } from "../../../src/ui/edit-list/step.ts";
import type { Draft } from "../../../src/wordlist/author/draft.ts";
import { readDraft } from "../../../src/wordlist/author/draft.ts";
import { formatDraft } from "../../../src/wordlist/author/format-draft.ts";
import { anyDraft, draftOf } from "../../wordlist/author/drafts.ts";
import { drive, editing, keysOf, opened, ownEffects, ownList, pastedKey } from "./drive.ts";

const people = draftOf([
  ["man", "woman"],
  ["king", "queen"],
  ["boy", "girl"],
]);
const words = (draft: Draft) => draft.equality.map((row) => row.words.join(" "));
const after = (typed: string, draft = people) => present(drive(opened(draft), typed).state);

describe("writing orbits", () => {
  it("types into a cell and takes it on Enter", () =>
    expect(words(after("jl<enter>s<enter>"))).toEqual(["man woman", "king queens", "boy girl"]));
  it("leaves the cell as it was on Esc", () => expect(after("<enter>XYZ<escape>")).toBe(people));
  it("adds a row and goes on to its next empty word", () =>
    expect(words(after("osir<enter>madam<enter>"))).toEqual(["man woman", "sir madam", "king queen", "boy girl"]));
  it("adds the first row of an empty list", () =>
    expect(words(after("oa<tab>b<enter>", draftOf([])))).toEqual(["a b"]));
  it("deletes and moves rows", () => expect(words(after("dJ"))).toEqual(["boy girl", "king queen"]));
  it("moves and deletes demographics, with their words", () => {
    const draft = after("Aperson<enter>cx<enter>H");
    expect(draft.description.demographics.map(({ name }) => name)).toEqual(["person", "man", "woman"]);
    expect(words(draft)[0]).toBe("x man woman");
    expect(words(after("Aperson<enter>X"))).toEqual(words(people));
  });
  it("keeps two demographics at least", () => expect(after("X")).toBe(people));
  it("refuses a name twice, and the names of other columns", () => {
    expect(after("Awoman<enter>")).toBe(people);
    expect(after("Anote<enter>")).toBe(people);
  });
  it("moves words between the neutral and the general ones", () => {
    const draft = after("2onurse<enter>m");
    expect([draft.neutral, draft.general]).toEqual([[], [{ word: "nurse", note: "" }]]);
  });
  it("writes what the list says of itself, and goes through choices", () => {
    const { description } = after("4c<ctrl-u>Ages<enter>jjjj<enter>");
    expect([description.title, description.case]).toEqual(["Ages", "variants"]);
  });
  it("refuses an empty title", () => expect(after("4x")).toBe(people));
});

describe("finding and going back", () => {
  it("finds the next place, and around the end", () => {
    const at = (typed: string) => drive(opened(people), typed).state.cursors.equality;
    expect(at("/KING<enter>").window.selected).toBe(1);
    expect(at("/girl<enter>")).toMatchObject({ column: 1, window: { selected: 2 } });
    expect(at("/an<enter>n").column).toBe(0);
    expect(drive(opened(people), "/nothing<enter>").state.message).toContain("nothing");
  });

  it("undoes, redoes and shows where", () => {
    const { state } = drive(opened(people), "jjdggu");
    expect(present(state)).toBe(people);
    expect(state.cursors.equality.window.selected).toBe(2);
    expect(words(present(drive(state, "<ctrl-r>").state))).toHaveLength(2);
  });

  it("goes back at once where nothing is unsaved, and asks otherwise", () => {
    expect(drive(opened(people), "<escape>").went).toBe("back");
    const asked = drive(opened(people), "d<escape>");
    expect([asked.went, asked.state.mode.kind]).toEqual([undefined, "leaving"]);
    const left = drive(asked.state, "<escape>");
    expect([left.went, ownEffects(left)]).toEqual(["back", []]); // the draft stays kept
    expect(ownEffects(drive(asked.state, "d"))).toMatchObject([{ kind: "drop" }]);
    expect(drive(asked.state, "x").state.mode.kind).toBe("move");
  });
});

/** The editor after it was told that its draft is kept, and after it was told that a draft is saved. */
const kept = (state: Editing) =>
  editing(stepEdit(state, { kind: "news", news: { kind: "kept", draft: present(state) } }).state);
const told = (state: Editing, draft: Draft) =>
  stepEdit(state, { kind: "news", news: { kind: "saved", list: ownList, draft, leave: false } });

describe("keeping and saving", () => {
  it("keeps each changed draft, and none that is as it was", () => {
    expect(ownEffects(drive(opened(people), "d"))).toMatchObject([{ kind: "keep", kept: { list: "/lists/age" } }]);
    expect(ownEffects(drive(opened(people), "du")).map(({ kind }) => kind)).toEqual(["keep", "drop"]);
    expect(ownEffects(drive(opened(people), "jjlhk"))).toEqual([]);
  });

  it("keeps a draft anew that was forgotten, or given up for another, in the meantime", () => {
    const one = kept(drive(opened(people), "x").state);
    const forgotten = drive(one, "u");
    expect(ownEffects(forgotten)).toMatchObject([{ kind: "drop" }]);
    const again = drive(forgotten.state, "<ctrl-r>");
    expect(ownEffects(again)).toMatchObject([{ kind: "keep", kept: { draft: present(one) } }]);
    expect(again.state.kept).toBeUndefined();
    expect(ownEffects(drive(one, "du")).at(-1)).toMatchObject({ kind: "keep", kept: { draft: present(one) } });
    const saved = stepEdit(one, {
      kind: "news",
      news: { kind: "saved", list: ownList, draft: present(one), leave: false },
    });
    expect(ownEffects(drive(editing(saved.state), "u<ctrl-r>u")).map(({ kind }) => kind)).toEqual([
      "keep",
      "drop",
      "keep",
    ]);
  });

  it("does not take a draft for kept that is no longer the one in hand", () => {
    const one = drive(opened(people), "x").state;
    const told = stepEdit(drive(one, "d").state, { kind: "news", news: { kind: "kept", draft: present(one) } });
    expect(editing(drive(editing(told.state), "u").state).kept).toBeUndefined();
  });

  it("saves one after the other, and again only what has changed", () => {
    const twice = drive(opened(people), "d<ctrl-s><ctrl-s>");
    expect(ownEffects(twice).map(({ kind }) => kind)).toEqual(["keep", "save"]);
    const same = told(twice.state, present(twice.state));
    expect([editing(same.state).message, same.effects ?? []]).toEqual(["Saved in age.", []]);
    const changed = drive(twice.state, "d<ctrl-s>").state;
    const next = told(changed, present(twice.state));
    expect(next.effects?.filter(({ kind }) => kind === "save")).toMatchObject([{ draft: present(changed) }]);
    expect(told(drive(twice.state, "<escape>s").state, present(twice.state)).go).toBe("back");
  });

  it("saves in its folder, and a shipped list in a new one", () => {
    expect(ownEffects(drive(opened(people), "<ctrl-s>"))).toMatchObject([{ kind: "save", force: false }]);
    const { folder: _, ...shipped } = ownList;
    const copied = drive(opened(people, undefined, shipped), "<ctrl-s><ctrl-u>mine<enter>");
    expect(ownEffects(copied)).toMatchObject([{ kind: "save", copyTo: "mine" }]);
  });

  it("keeps what was changed while it was saved", () => {
    const { state } = drive(opened(people), "d<ctrl-s>");
    const draft = present(state);
    const later = drive(state, "d").state;
    const step = stepEdit(later, { kind: "news", news: { kind: "saved", list: ownList, draft, leave: true } });
    expect(step.go).toBeUndefined();
    expect(isUnsaved(editing(step.state))).toBe(true);
    expect(step.effects?.map(({ kind }) => kind)).toContain("keep");
  });

  it("takes a found draft up so that it can be undone, or discards it", () => {
    const kept = { list: ownList.key, base: "0", draft: draftOf([["x", "y"]]) };
    const { state } = stepEdit(
      { kind: "opening", what: "age", size: { columns: 80, rows: 24 } },
      { kind: "news", news: { kind: "opened", list: ownList, draft: people, kept } },
    );
    expect(present(drive(editing(state), "r").state)).toBe(kept.draft);
    expect(present(drive(editing(state), "ru").state)).toBe(people);
    expect(ownEffects(drive(editing(state), "d"))).toMatchObject([{ kind: "drop" }]);
    expect(drive(editing(state), "q").state.mode.kind).toBe("recover");
  });
});

const letters = fc.constantFrom(...keysOf("hjklgGicxoOdJKHLAXmunNpS/1234 aé老"));
const named = fc.constantFrom(
  ...keysOf("<up><down><left><right><page-up><page-down><home><end><enter><enter><escape><tab><back-tab><backspace>"),
);
const anyKey: fc.Arbitrary<Key> = fc.oneof(
  { weight: 5, arbitrary: letters },
  { weight: 3, arbitrary: named },
  { weight: 1, arbitrary: fc.constantFrom(...keysOf("<ctrl-r><ctrl-s><ctrl-u><ctrl-w>")) },
  { weight: 1, arbitrary: fc.constantFrom(...["two words\r\n", "d", "a\tb\nc\td\n", "a,b\n"].map(pastedKey)) },
);

describe("whatever is pressed", () => {
  const sessions = fc.tuple(anyDraft, fc.array(anyKey, { maxLength: 60 }));

  it("leaves a draft whose files read back to it, and a cursor in it", () =>
    fc.assert(
      fc.property(sessions, ([draft, keys]) => {
        const { state } = drive(opened(draft), keys);
        const now = present(state);
        expect(readDraft(formatDraft(now), "age")).toEqual(now);
        const { window } = state.cursors[state.sheet];
        expect(window.selected).toBeLessThan(Math.max(1, window.count));
      }),
    ));

  it("can be undone to the beginning and redone to the end", () =>
    fc.assert(
      fc.property(sessions, ([draft, keys]) => {
        const { state } = drive(opened(draft), keys);
        const calm = { ...state, mode: { kind: "move" as const } };
        const steps = state.history.past.length;
        const back = drive(calm, "u".repeat(steps)).state;
        expect(present(back)).toBe(draft);
        const forth = drive(back, "<ctrl-r>".repeat(steps)).state;
        expect(present(forth)).toBe(present(state));
      }),
    ));
});
