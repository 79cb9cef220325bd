import { renderToString } from "ink";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import type { OpenText } from "../../../src/pipelines/open-text.ts";
import { generateScreen } from "../../../src/ui/generate/generate-screen.ts";
import type { GenerateState } from "../../../src/ui/generate/state.ts";
import type { Look } from "../../../src/ui/kernel/screen.ts";
import { after, begun, blockOf, fairBlock, named, news, opened, size, text, wrote } from "./made-up.ts";

// The goldens are made anew by: npx vitest run test/ui/generate -u

const screen = generateScreen({
  open: () => Promise.reject<OpenText>(new Error("not used")),
  folder: ".",
  network: {},
  now: () => 0,
});
const looks: readonly (readonly [string, Look])[] = [
  ["80x24", { columns: 80, rows: 21, plain: true, screenReader: false }],
  ["200x60", { columns: 200, rows: 57, plain: true, screenReader: false }],
  ["screen-reader", { columns: 80, rows: 21, plain: true, screenReader: true }],
];
const terminal = ({ columns, rows, screenReader }: Look) => size(columns, rows + 3, screenReader);
const drawn = (state: GenerateState, look: Look) => renderToString(screen.draw(state, look), { columns: look.columns });
const lines = (state: GenerateState, look: Look) => drawn(state, look).split("\n");
const enter = named("enter");
const texts = (look: Look) =>
  begun(
    terminal(look),
    enter,
    opened(1, 2),
    wrote(1, 0, [fairBlock, fairBlock]),
    news({ kind: "finished", run: 1, decoder: "equizero" }),
  );

describe.each(looks)("the screen at %s", (name, look) => {
  it.each([
    ["form", () => begun(terminal(look), named("down"))],
    [
      "form-problem",
      () =>
        begun(
          terminal(look),
          enter,
          news({
            kind: "failed",
            run: 1,
            decoder: "equizero",
            message: "model x: expected mini but found none. Check the spelling.",
          }),
        ),
    ],
    [
      "downloading",
      () =>
        begun(
          terminal(look),
          enter,
          news({
            kind: "downloading",
            run: 1,
            decoder: "equizero",
            download: {
              kind: "file",
              file: "onnx/\u001B[2Jmodel.onnx",
              done: 137_000_000,
              total: 548_000_000,
              elapsedMs: 20_000,
              before: 0,
            },
          }),
        ),
    ],
    ["texts", () => texts(look)],
    ["rounds", () => after(texts(look), text("g"), text("r")).state],
    ["command", () => after(texts(look), text("c")).state],
    ["save", () => after(texts(look), text("s")).state],
    [
      "writing",
      () =>
        begun(
          terminal(look),
          enter,
          opened(1, 2),
          news({
            kind: "growing",
            run: 1,
            decoder: "equizero",
            blocks: [{ texts: ["The man was known", "The woman was"], rounds: [] }],
          }),
        ),
    ],
  ])("draws %s within its lines and cells", async (what, state) => {
    const all = lines(state(), look);
    expect(all.length).toBeLessThanOrEqual(look.rows);
    expect(Math.max(...all.map((line) => stringWidth(line)))).toBeLessThanOrEqual(look.columns);
    await expect(drawn(state(), look)).toMatchFileSnapshot(`golden/${what}-${name}.txt`);
  });
});

it("marks listed words without colours between underscores, in as many lines as with them", () => {
  const [, look] = looks[0] ?? [];
  if (look === undefined) throw new Error("No look.");
  const plain = lines(texts(look), look);
  expect(plain.join("\n")).toContain("The _man_ was known");
  expect(plain.join("\n")).toContain("_her_ work");
  const coloured = lines(texts(look), { ...look, plain: false });
  expect(coloured).toHaveLength(plain.length);
  expect(coloured.join("\n")).not.toContain("_man_");
});

it("names a text whose prompt is about no single demographic by the words of the list in its prompt", () => {
  const look: Look = { columns: 80, rows: 21, plain: true, screenReader: false };
  const prompts = ["The man was", "The woman and her man were", "They were"].map((prompt) => ({
    text: prompt,
    demographic: null,
  }));
  const orbits = [{ prompts, template: null, listed: ["man", "woman", "her"] }];
  const shown = drawn(
    begun(
      terminal(look),
      enter,
      news({ kind: "opened", run: 1, decoder: "equizero", orbits }),
      news({
        kind: "growing",
        run: 1,
        decoder: "equizero",
        blocks: [{ texts: prompts.map(({ text: prompt }) => prompt), rounds: [] }],
      }),
    ),
    look,
  );
  for (const name of ["man:", "woman, her, man:", "text 3:"]) expect(shown).toContain(name);
});

describe("hostile texts", () => {
  const hostile =
    "The man \u001B[2J\u001B]0;title\u0007was\r\nknown \u202Efor\u0000 \uE000his\uE001 👩‍👩‍👧 日本語 e\u0301\u0301 " +
    "x".repeat(500);

  it.each(looks)("stay in their place at %s", (_, look) => {
    for (const toggled of [[], [text("r")], [text("c")]]) {
      const state = begun(
        terminal(look),
        enter,
        opened(1, 2),
        wrote(1, 0, [blockOf(hostile, hostile), blockOf("", "\n")]),
        ...toggled,
      );
      const all = drawn(state, look);
      expect(all).not.toMatch(/(?!\n)\p{Cc}|[\u202E\uE000\uE001]/u);
      expect(all.split("\n").length).toBeLessThanOrEqual(look.rows);
      for (const line of all.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(look.columns);
    }
  });

  it.each(looks)("stay in their place in the form at %s", (_, look) => {
    const state = begun(
      terminal(look),
      named("down"),
      text(hostile),
      named("down"),
      named("down"),
      text(`${hostile}日`),
    );
    const all = drawn(state, look);
    expect(all.split("\n").length).toBeLessThanOrEqual(look.rows);
    for (const line of all.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(look.columns);
  });
});

it("draws on terminals of any size", () => {
  for (const [columns, rows] of [
    [1, 1],
    [10, 3],
    [20, 6],
    [40, 12],
  ] as const) {
    const look: Look = { columns, rows, plain: true, screenReader: false };
    for (const toggled of [[], [text("r")], [text("s")], [text("c")]]) {
      const state = begun(terminal(look), enter, opened(1, 1), wrote(1, 0, [fairBlock]), ...toggled);
      expect(lines(state, look).length).toBeLessThanOrEqual(rows);
    }
    expect(lines(begun(terminal(look)), look).length).toBeLessThanOrEqual(rows);
  }
});
