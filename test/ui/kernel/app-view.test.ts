import { renderToString } from "ink";
import { createElement } from "react";
import { expect, it } from "vitest";
import { AppView } from "../../../src/ui/kernel/app-view.tsx";
import { startApp, stepApp, type AppEvent } from "../../../src/ui/kernel/app-state.ts";
import { openScreen, type Screen } from "../../../src/ui/kernel/screen.ts";

const keys = Array.from({ length: 24 }, (_, i) => ({
  keys: `F${i + 1}`,
  does: `does the thing number ${i + 1}, at length`,
}));
const screen: Screen<0, never, never> = {
  title: () => "many keys",
  about: "What it is for, in a sentence that takes more than one line where the window is narrow, as windows are.",
  start: { state: 0 },
  step: () => ({ state: 0 }),
  draw: () => createElement("ink-text"),
  hints: () => keys,
  isTyping: () => false,
  perform: async () => {},
};

const pressed = (text: string): AppEvent => ({ kind: "key", key: { kind: "text", text } });

/** Every page of help, from the first to the last. */
function pages(columns: number, rows: number): readonly string[] {
  const look = { columns, rows, plain: true, screenReader: false };
  let state = stepApp(startApp({ columns, rows }, openScreen(screen)).state, pressed("?")).state;
  const drawn: string[] = [];
  for (;;) {
    drawn.push(renderToString(createElement(AppView, { state, look }), { columns }));
    const next = stepApp(state, pressed("j")).state;
    if (next.help === undefined || next.help === state.help) return drawn;
    state = next;
  }
}

it.each([
  [80, 24],
  [40, 10],
  [200, 60],
])("tells every key whole on %i×%i cells, none over another", (columns, rows) => {
  const all = pages(columns, rows);
  for (const page of all) expect(page.split("\n").length).toBeLessThanOrEqual(rows - 1);
  const text = all.map((page) => page.replaceAll(/\s+/gu, " ")).join(" ");
  for (const { keys: key, does } of keys) expect(text).toContain(`${key} ${does}`);
  expect(all.at(-1)).toMatch(/Ctrl-C +leave; nothing is lost/u);
});

it.each([
  [80, 24],
  [40, 10],
])("tells a failure whole on %i×%i cells: its end says what to do", (columns, rows) => {
  const message =
    "/a/long/path/to/equality.csv: expected room to write but found the disk full. Make room and try again.";
  const { state } = stepApp(startApp({ columns, rows }, openScreen(screen)).state, { kind: "failure", message });
  const look = { columns, rows, plain: true, screenReader: false };
  const lines = renderToString(createElement(AppView, { state, look }), { columns }).split("\n");
  expect(lines.length).toBeLessThanOrEqual(rows - 1);
  expect(lines.join(" ").replaceAll(/\s+/gu, " ")).toContain(message);
});
