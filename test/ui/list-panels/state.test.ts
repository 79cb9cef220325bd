import { beforeAll, describe, expect, it } from "vitest";
import { gpt2Tokenizer } from "../../../src/text/gpt2-tokenizer.ts";
import { analyst, type Analyst } from "../../../src/ui/list-panels/analyst.ts";
import { knownOf } from "../../../src/ui/list-panels/jobs.ts";
import type { PanelEvent, PanelState } from "../../../src/ui/list-panels/panel.ts";
import { isPanelTyping, startPanels, stepPanels } from "../../../src/ui/list-panels/step-panels.ts";
import { applyEdit } from "../../../src/wordlist/author/list-edit.ts";
import { draftOf } from "../../wordlist/author/drafts.ts";
import { inputOf, letters, named, openAnalyst, played } from "./panel-fixture.ts";

let by: Analyst;
beforeAll(async () => {
  by = await openAnalyst();
});

const gender = draftOf([
  ["man", "woman"],
  ["king", "queen"],
  ["father", "mother"],
]);
const broken = draftOf([
  ["man", "woman"],
  ["king", ""],
  ["man", "lady"],
]);
const show = (name: PanelState["shown"]): PanelEvent => ({ kind: "show", name });

describe("checks", () => {
  it("wait until the author pauses, and only the last pause counts", () => {
    const first = startPanels(inputOf(gender));
    const changed = stepPanels(first.state, { kind: "input", input: inputOf({ ...gender }) });
    expect(changed.effects).toEqual([{ kind: "wait", revision: 1 }]);
    const pause = (revision: number) => stepPanels(changed.state, { kind: "news", news: { kind: "pause", revision } });
    expect(pause(0).effects).toEqual([]);
    expect(pause(1).effects).toMatchObject([{ kind: "lint", revision: 1 }]);
  });

  it("of an older draft are dropped", async () => {
    const { state } = await played(by, inputOf(broken), []);
    const changed = stepPanels(state, { kind: "input", input: inputOf(gender) }).state;
    const late = { kind: "linted", found: { ...state.lint.found!, total: 99 } } as const;
    expect(stepPanels(changed, { kind: "news", news: late }).state.lint.found?.total).not.toBe(99);
  });

  it("are made again for no mere move of the selection", () => {
    const { state } = startPanels(inputOf(gender));
    expect(stepPanels(state, { kind: "input", input: inputOf(gender, 2) }).effects).toEqual([]);
  });
});

describe("the lint", () => {
  it("tells the gravest first; Enter goes to the row and its empty cell", async () => {
    const { state } = await played(by, inputOf(broken), []);
    expect(state.lint.found?.problems.map(({ code }) => code)).toContain("empty-cell");
    const at = state.lint.found?.problems.findIndex(({ code }) => code === "empty-cell") ?? -1;
    const keys = Array.from({ length: at }, () => named("down"));
    const { goTo } = await played(by, inputOf(broken), [...keys, named("enter")]);
    expect(goTo).toEqual({ table: "equality", row: 1, column: 1 });
  });

  it("is mended by the number of the way, which takes the problem away", async () => {
    const { state, edits = [] } = await played(by, inputOf(broken), [letters("1")]);
    const mended = await played(by, inputOf(edits.reduce(applyEdit, broken)), []);
    expect(edits).not.toEqual([]);
    expect(mended.state.lint.found?.summary.errors).toBeLessThan(state.lint.found?.summary.errors ?? 0);
  });

  it("mends nothing by what was found in an older draft, whose rows may have moved", async () => {
    const { state } = await played(by, inputOf(broken), []);
    const changed = stepPanels(state, { kind: "input", input: inputOf({ ...broken }) }).state;
    expect(stepPanels(changed, letters("1")).edits).toBeUndefined();
    expect(stepPanels(changed, named("enter")).goTo).toBeUndefined();
  });

  it("counts lines right where a note has line breaks", async () => {
    const draft = {
      ...broken,
      equality: broken.equality.map((row, i) => (i === 0 ? { ...row, note: "one\ntwo\nthree" } : row)),
    };
    const { state } = await played(by, inputOf(draft), []);
    expect(state.lint.found?.problems.find(({ code }) => code === "empty-cell")?.row).toBe(3);
  });
});

describe("what a panel wants to know", () => {
  it("is asked only while it is in sight, and once", async () => {
    const { state } = await played(by, inputOf(gender), []);
    const shown = stepPanels(state, show("preview"));
    expect(shown.effects).toMatchObject([{ kind: "preview", prompt: "The man was known for", revision: 0 }]);
    expect(stepPanels(shown.state, named("down")).effects).toEqual([]);
  });

  it("is asked for the draft as it is, after its check", async () => {
    const { state } = await played(by, inputOf(gender), [show("coverage")]);
    const changed = stepPanels(state, { kind: "input", input: inputOf({ ...gender }) });
    expect(changed.effects).toEqual([{ kind: "wait", revision: 1 }]);
  });

  it("is dropped where it comes too late", async () => {
    const { state } = await played(by, inputOf(gender), [show("preview")]);
    const key = state.jobs.preview?.asked ?? "";
    const relaxed = stepPanels(state, letters("r")).state;
    const news = { kind: "found", job: "preview", key, value: { prompt: "old", images: [] } } as const;
    const late = stepPanels(relaxed, { kind: "news", news }).state;
    expect(knownOf(late, "preview")).toMatchObject({ isCurrent: false, value: { prompt: "The man was known for" } });
  });

  it("that fails is told, and the list can still be edited", async () => {
    const { state } = await played(by, inputOf(gender), [show("next")], {
      next: ({ key }) => ({ kind: "failed", job: "next", key, message: "no model" }),
    });
    expect(knownOf(state, "next")).toEqual({ isCurrent: false, failure: "no model" });
    expect(stepPanels(state, named("tab")).leave).toBe(true);
  });
});

describe("the prompt", () => {
  it("is previewed while it is typed, and taken by Enter", async () => {
    const { state } = await played(by, inputOf(gender), [show("preview"), letters("e"), letters(" the king")]);
    expect(isPanelTyping(state)).toBe(true);
    expect(knownOf(state, "preview").value?.images[1]?.text).toBe("The woman was known for the queen");
    const { prompt, state: after } = stepPanels(state, named("enter"));
    expect(prompt).toBe("The man was known for the king");
    expect(isPanelTyping(after)).toBe(false);
  });

  it("stays as it was on Esc, which leaves no panel then", async () => {
    const { state } = await played(by, inputOf(gender), [show("next"), letters("e"), letters("x")]);
    const after = stepPanels(state, named("escape"));
    expect(after).not.toHaveProperty("leave");
    expect(after.state.input.prompt).toBe("The man was known for");
  });
});

describe("suggestions", () => {
  const nouns = {
    ...gender,
    equality: gender.equality.map((row) => ({ ...row, role: "noun", number: "singular" })),
  };

  it("add nothing but the selected one, by its key", async () => {
    const { state, edits } = await played(by, inputOf(nouns), [show("suggestions"), named("down"), named("up")]);
    expect(edits).toBeUndefined();
    const first = knownOf(state, "suggestions").value?.[0];
    expect(first).toMatchObject({ kind: "plural", words: ["men", "women"], from: 0 });
    const row = { words: ["men", "women"], role: "noun", number: "plural", note: "" };
    expect(stepPanels(state, letters("a")).edits).toEqual([{ kind: "add-row", at: 1, row }]);
    expect(stepPanels(state, named("enter")).goTo).toEqual({ table: "equality", row: 0, column: 0 });
  });

  it("of a near word add a row with that word alone, in the column of the word that it is near to", async () => {
    const vectors = { model: "two", words: ["queen", "lady"], width: 2, vectors: Float32Array.of(1, 0, 0.8, 0.6) };
    const near = analyst(await gpt2Tokenizer(), () => vectors);
    const { state } = await played(near, inputOf(gender), [show("suggestions")]);
    const value = knownOf(state, "suggestions").value ?? [];
    const at = value.findIndex(({ kind }) => kind === "near");
    const place = { from: gender.equality.findIndex(({ words }) => words[1] === "queen"), column: 1 };
    expect(value[at]).toMatchObject({ words: ["lady"], cosine: expect.closeTo(0.8), ...place });
    const chosen = await played(near, inputOf(gender), [
      show("suggestions"),
      ...value.slice(0, at).map(() => named("down")),
    ]);
    const row = {
      words: ["", "lady"],
      role: gender.equality[place.from]?.role,
      number: gender.equality[place.from]?.number,
      note: "",
    };
    expect(stepPanels(chosen.state, letters("a")).edits).toEqual([{ kind: "add-row", at: place.from + 1, row }]);
  });

  it("of an older draft cannot be taken", async () => {
    const { state } = await played(by, inputOf(nouns), [show("suggestions")]);
    const changed = stepPanels(state, { kind: "input", input: inputOf({ ...nouns }) }).state;
    expect(stepPanels(changed, letters("a")).edits).toBeUndefined();
  });
});

it("keys go round through all panels and back", () => {
  const start = startPanels(inputOf(gender)).state;
  const round = Array.from({ length: 7 }).reduce<PanelState>((state) => stepPanels(state, named("right")).state, start);
  expect(round.shown).toBe("lint");
  expect(stepPanels(start, letters("h")).state.shown).toBe("suggestions");
});

it("the generator of a list of three has order 3, by multiplying its table", async () => {
  const three = draftOf(
    [
      ["one", "two", "three"],
      ["first", "second", "third"],
    ],
    ["one", "two", "three"],
  );
  const { state } = await played(by, inputOf(three), []);
  // Each row moves as written, after a space and without one, where all three words are one token: 4 cycles of 3.
  expect(state.lint.found?.action).toMatchObject({
    order: 3,
    demographics: 3,
    cycles: [
      [1, 50_245],
      [3, 4],
    ],
  });
});
