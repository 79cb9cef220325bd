import { Text } from "ink";
import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { type AppEvent, type AppState, startApp, stepApp } from "../../../src/ui/kernel/app-state.ts";
import { openScreen, type Screen } from "../../../src/ui/kernel/screen.ts";

interface Counter {
  readonly count: number;
  readonly typing: boolean;
}

/** Counts letters and news; "o" opens another, Esc goes back, "t" begins typing. */
const counter: Screen<Counter, number, "ask"> = {
  title: ({ count }) => `Count ${count}`,
  about: "Counts.",
  start: { state: { count: 0, typing: false }, effects: ["ask"] },
  step(state, event) {
    if (event.kind === "news") return { state: { ...state, count: state.count + event.news } };
    if (event.kind === "size" || event.kind === "shown") return { state };
    const { key } = event;
    if (key.kind === "named" && key.name === "escape") return { state, go: "back" };
    if (key.kind !== "text") return { state };
    if (key.text === "o") return { state, go: { to: openScreen(counter) } };
    if (key.text === "t") return { state: { ...state, typing: true } };
    return { state: { ...state, count: state.count + 1 } };
  },
  draw: ({ count }) => createElement(Text, {}, count),
  hints: () => [],
  isTyping: ({ typing }) => typing,
  perform: async (_, tell) => tell(10),
};

const size = { columns: 80, rows: 24 };
const text = (text: string): AppEvent => ({ kind: "key", key: { kind: "text", text } });
const escape: AppEvent = { kind: "key", key: { kind: "named", name: "escape" } };
const run = (...events: readonly AppEvent[]): AppState =>
  events.reduce((state, event) => stepApp(state, event).state, startApp(size, openScreen(counter)).state);
const titles = ({ screens }: AppState) => screens.map(({ screen }) => screen.title);

describe("the application", () => {
  it("opens a screen on top, and Esc goes back to the one below as it was", () => {
    expect(titles(run(text("x"), text("o"), text("x"), text("x")))).toEqual(["Count 1", "Count 2"]);
    expect(titles(run(text("x"), text("o"), text("x"), escape))).toEqual(["Count 1"]);
  });

  it("quits from the first screen, and on Ctrl-C from any", () => {
    expect(stepApp(run(), escape).effects).toContainEqual({ kind: "quit", interrupted: false });
    const controlC: AppEvent = { kind: "key", key: { kind: "control", letter: "c" } };
    expect(stepApp(run(text("o"), text("t")), controlC).effects).toEqual([{ kind: "quit", interrupted: true }]);
  });

  it("takes no key but Ctrl-C while the window is too small to show what it does", () => {
    const small: AppEvent = { kind: "size", size: { columns: 39, rows: 24 } };
    expect(titles(run(small, text("x")))).toEqual(["Count 0"]);
    expect(titles(run(small, { kind: "size", size }, text("x")))).toEqual(["Count 1"]);
  });

  it("takes keys from a screen reader however small the window is: it reads whole lines", () => {
    const small: AppEvent = { kind: "size", size: { columns: 38, rows: 9, screenReader: true } };
    expect(titles(run(small, text("x")))).toEqual(["Count 1"]);
  });

  it("brings news to the screen that asked, on top or not, and drops those for a screen that is gone", () => {
    expect(titles(run(text("o"), { kind: "news", id: 0, news: 5 }))).toEqual(["Count 5", "Count 0"]);
    expect(titles(run(text("o"), escape, { kind: "news", id: 1, news: 5 }))).toEqual(["Count 0"]);
  });

  it("tells a screen that it is in sight when it opens and when the one above it is gone, not when the window has another size", () => {
    const heard: string[] = [];
    const listening = (name: string, above?: string): Screen<null, never, never> => ({
      title: () => name,
      about: "",
      hints: () => [],
      isTyping: () => false,
      start: { state: null },
      step(state, event) {
        if (event.kind !== "key") heard.push(`${name} ${event.kind}`);
        if (event.kind !== "key") return { state };
        return { state, go: above === undefined ? "back" : { to: openScreen(listening(above)) } };
      },
      draw: () => createElement(Text),
      perform: async () => undefined,
    });
    const start = startApp(size, openScreen(listening("below", "above"))).state;
    const events: readonly AppEvent[] = [text("x"), { kind: "size", size }, text("x"), { kind: "shown" }];
    events.reduce((state, event) => stepApp(state, event).state, start);
    expect(heard).toEqual([
      "below size",
      "below shown",
      "above size",
      "above shown",
      "below size",
      "above size",
      "below shown",
    ]);
  });

  it("tells what is to be stopped when a screen is left", () => {
    expect(stepApp(run(text("o")), escape).effects).toEqual([{ kind: "leave", id: 1 }]);
  });

  it("asks a new screen's first effects to be carried out", async () => {
    const [effect] = startApp(size, openScreen(counter)).effects;
    const told: unknown[] = [];
    if (effect?.kind === "perform") await effect.effect((news) => told.push(news), AbortSignal.timeout(1000));
    expect(told).toEqual([10]);
  });

  it("shows help until the next key, but not while text is typed", () => {
    expect(run(text("?")).help).toBe(0);
    expect(run(text("?"), text("x")).help).toBeUndefined();
    expect(titles(run(text("?"), text("x")))).toEqual(["Count 0"]);
    expect(run(text("t"), text("?")).help).toBeUndefined();
  });

  it("shows help by Ctrl-G even where ? is a letter", () => {
    const controlG: AppEvent = { kind: "key", key: { kind: "control", letter: "g" } };
    expect(run(text("t"), controlG).help).toBe(0);
    expect(run(controlG).help).toBe(0);
  });

  it("scrolls help that is longer than the window, and no further than its end", () => {
    const low: AppEvent = { kind: "size", size: { columns: 40, rows: 10 } };
    const long = openScreen({
      ...counter,
      hints: () => Array.from({ length: 20 }, (_, i) => ({ keys: `F${i}`, does: "x" })),
    });
    const after = (...events: readonly AppEvent[]) =>
      events.reduce((state, event) => stepApp(state, event).state, startApp(size, long).state);
    expect(after(low, text("?"), text("j"), text("j"), text("k")).help).toBe(1);
    expect(after(low, text("?"), text("G")).help).toBe(25 - 7); // about, a blank, 23 keys in 7 lines
    expect(after(low, text("?"), text("G"), escape).help).toBeUndefined();
    expect(after(text("?"), text("j")).help).toBe(1); // 25 lines in 21
  });

  it("tells a failure until the next key", () => {
    const failed = run({ kind: "failure", message: "no model" });
    expect(failed.failure).toBe("no model");
    expect(stepApp(failed, text("x")).state.failure).toBeUndefined();
  });
});
