import { describe, expect, it } from "vitest";
import { allSamples, madeNow } from "../../../src/ui/generate/texts.ts";
import { after, begun, blockOf, fairBlock, named, news, opened, size, text, wrote } from "./made-up.ts";

const enter = named("enter");
const escape = named("escape");
const one = () =>
  begun(enter, opened(1, 1), wrote(1, 0, [fairBlock]), news({ kind: "finished", run: 1, decoder: "equizero" }));

describe("writing texts", () => {
  it("begins on Enter and shows texts once lists and prompts are read", () => {
    const { state, effects } = after(begun(), enter);
    expect(effects).toMatchObject([{ kind: "write", run: 1, decoder: "equizero", from: 0 }]);
    expect([state.at, state.opening]).toEqual(["form", true]);
    expect(after(state, opened(1, 1)).state).toMatchObject({ at: "texts", opening: false, texts: { writing: true } });
  });

  it("stays on the form where opening fails, in the words of the failure", () => {
    const { state } = after(
      begun(enter),
      news({ kind: "failed", run: 1, decoder: "equizero", message: "model x: none." }),
    );
    expect(state).toMatchObject({ at: "form", opening: false, problem: "model x: none." });
    expect(state.texts).toBeUndefined();
    expect(after(state, enter).effects).toMatchObject([{ kind: "write", run: 2 }]);
    expect(after(state, named("down")).state.problem).toBeUndefined();
  });

  it("goes to the line that cannot be read, and starts nothing", () => {
    const typed = begun(named("up"), text("99999999999"));
    const { state, effects } = after(typed, enter);
    expect(effects).toEqual([]);
    expect(state.form.selected).toBe("seed");
    expect(state.problem).toContain("Seed: expected a whole number");
  });

  it("takes opening back on Esc, and drops what still comes of it", () => {
    const { state, effects, go } = after(begun(enter), escape);
    expect([effects, go]).toEqual([[{ kind: "stop" }], undefined]);
    expect(after(state, opened(1, 1), wrote(1, 0, [fairBlock])).state).toEqual(state);
    expect(after(state, escape).go).toBe("back");
  });

  it("takes blocks in order, each once", () => {
    const texts = begun(
      enter,
      opened(1, 3),
      wrote(1, 0, [fairBlock]),
      wrote(1, 0, [fairBlock]),
      wrote(1, 2, [fairBlock]),
    ).texts;
    expect(texts === undefined ? [] : madeNow(texts).blocks).toHaveLength(1);
  });
});

const mine = (name: string) => blockOf(`${name} a`, `${name} b`);

describe("another decoder", () => {
  it("is written from the same request, and what was made is shown again without being written anew", () => {
    const { state, effects } = after(one(), text("1"));
    expect(effects).toMatchObject([
      { kind: "write", run: 1, decoder: "base", from: 0, request: { settings: { seed: 0 } } },
    ]);
    const back = after(state, wrote(1, 0, [fairBlock], "base"), text("4"));
    expect(back.effects).toEqual([{ kind: "stop" }]);
    expect(back.state.texts?.writing).toBe(false);
    expect(after(back.state, named("left")).effects).toMatchObject([{ kind: "write", decoder: "r-equi" }]);
  });

  it("goes on where it was left", () => {
    const half = begun(enter, opened(1, 2), wrote(1, 0, [fairBlock]), text("2"), text("4"));
    expect(after(half, text("2"), text("4")).effects).toMatchObject([{ kind: "write", decoder: "equizero", from: 1 }]);
  });

  it("is kept over the form where nothing but the decoder was changed", () => {
    const onForm = after(one(), escape);
    expect(onForm.effects).toEqual([{ kind: "stop" }]);
    expect(after(onForm.state, enter).effects).toEqual([{ kind: "stop" }]);
    expect(after(onForm.state, enter).state.at).toBe("texts");
    expect(after(onForm.state, named("up"), text("7"), enter).effects).toMatchObject([
      { kind: "write", run: 2, from: 0 },
    ]);
  });

  it("orders all texts as generate does: by block, then decoder as first asked for", () => {
    const { texts } = begun(
      enter,
      opened(1, 2),
      wrote(1, 0, [mine("e0"), mine("e1")]),
      text("1"),
      wrote(1, 0, [mine("b0")], "base"),
    );
    expect(Array.from(texts === undefined ? [] : allSamples(texts), ({ text }) => text)).toEqual([
      "e0 a",
      "e0 b",
      "b0 a",
      "b0 b",
      "e1 a",
      "e1 b",
    ]);
  });
});

describe("saving and copying", () => {
  it("asks for a path, Tab changes the ending, and a file that is there is replaced only on a second Enter", () => {
    const asked = after(one(), text("s"), named("tab"), enter);
    expect(asked.effects).toMatchObject([{ kind: "save", path: "samples.csv", replace: false }]);
    const there = after(asked.state, news({ kind: "there already", path: "samples.csv" }), enter);
    expect(there.effects).toMatchObject([{ kind: "save", path: "samples.csv", replace: true }]);
    const saved = after(there.state, news({ kind: "saved", message: "2 texts." })).state;
    expect([saved.question, saved.message]).toEqual([undefined, "2 texts."]);
  });

  it("keeps the typed path where saving fails, and Esc takes it back", () => {
    const failed = after(one(), text("s"), text("/no"), enter, news({ kind: "not saved", message: "No." })).state;
    expect(failed).toMatchObject({ problem: "No.", question: { kind: "path" } });
    expect(after(failed, escape).state.question).toBeUndefined();
    expect(after(failed, escape).state.at).toBe("texts");
  });

  it("saves nothing where there is nothing", () => {
    expect(after(begun(enter, opened(1, 1)), text("s")).state).toMatchObject({
      problem: expect.stringContaining("no text"),
    });
  });

  it("copies the command for every decoder that was looked at", () => {
    const { state, effects } = after(one(), text("1"), wrote(1, 0, [fairBlock], "base"), text("c"));
    expect(effects).toEqual([
      {
        kind: "copy",
        text: "evenhand generate --model mini --words gender --decoder equizero,base --samples 1 --seed 0 -- 'The {demographic} was known for'",
      },
    ]);
    expect(after(state, text("c")).state.showsCommand).toBe(false);
  });
});

/** Forty blocks on an ordinary terminal. */
const many = () =>
  begun(
    size(80, 24),
    enter,
    opened(1, 40),
    wrote(
      1,
      0,
      Array.from({ length: 40 }, () => fairBlock),
    ),
  );

describe("scrolling", () => {
  it("begins at the top, stays at the end once it is there, and stays where it is once it was moved", () => {
    expect(many().texts?.top).toEqual({ block: 0, line: 0 });
    expect(after(many(), text("G"), wrote(1, 40, [fairBlock])).state.texts?.top).toBe("end");
    const up = after(many(), text("G"), text("k")).state;
    expect(after(up, wrote(1, 40, [fairBlock])).state.texts?.top).toEqual(up.texts?.top);
    expect(after(up, named("down")).state.texts?.top).toBe("end");
  });

  it("comes back by as many lines as it went", () => {
    const top = after(many(), text("g")).state;
    expect(top.texts?.top).toEqual({ block: 0, line: 0 });
    const there = after(top, named("page-down"), named("page-down"), text("j")).state;
    expect(there.texts?.top).not.toEqual(top.texts?.top);
    expect(after(there, text("k"), named("page-up"), named("page-up")).state.texts?.top).toEqual({ block: 0, line: 0 });
  });

  it("shows the same prompt under another decoder", () => {
    const there = after(many(), named("page-down")).state;
    expect(after(there, text("1")).state.texts?.top).toEqual(there.texts?.top);
  });

  it("survives a terminal of one line and a block that got shorter", () => {
    const state = after(
      many(),
      text("r"),
      named("page-down"),
      size(200, 1),
      text("r"),
      text("j"),
      size(20, 5),
      text("k"),
    ).state;
    expect(state.texts?.decoder).toBe("equizero");
  });
});
