import { describe, expect, it } from "vitest";
import type { Key } from "../../../src/ui/kernel/key.ts";
import { type AtHand, type HomeState, homeItems, startHome, stepHome } from "../../../src/ui/home/state.ts";

const named = (name: Extract<Key, { kind: "named" }>["name"]): Key => ({ kind: "named", name });
const run = (name: string) => ({ folder: `reports/${name}`, name, changed: 0 });
const atHand: AtHand = {
  lists: [{ name: "gender", rows: 111 }],
  contexts: ["respect"],
  models: [],
  runs: [
    { ...run("second"), finished: true, verdicts: { fair: 3, counted: 5 } },
    { ...run("small"), finished: true, verdicts: { fair: 0, counted: 0 } },
    { ...run("first"), finished: false },
  ],
};
const size = { columns: 80, rows: 24 };
const opened = stepHome(stepHome(startHome.state, { kind: "size", size }).state, {
  kind: "news",
  news: { kind: "at hand", atHand },
}).state;
const press = (state: HomeState, ...keys: readonly Key[]) =>
  keys.reduce((step, key) => stepHome(step.state, { kind: "key", key }), { state } as ReturnType<typeof stepHome>);

const news = (atWork: string | undefined, watched: boolean): Parameters<typeof stepHome>[1] => ({
  kind: "news",
  news: { kind: "at hand", atHand: { ...atHand, ...(atWork !== undefined && { atWork }) }, watched },
});

describe("the first screen", () => {
  it("looks around when it comes into sight, and not because the window has another size", () => {
    expect(stepHome(startHome.state, { kind: "shown" }).effects).toEqual([{ kind: "look around" }]);
    expect(stepHome(startHome.state, { kind: "size", size }).effects ?? []).toEqual([]);
  });

  it("offers the tasks, then the audits as they were found", () => {
    expect(homeItems(opened).map(({ title, about }) => `${title}: ${about}`)).toMatchInlineSnapshot(`
      [
        "Generate fair text: One prompt for each group, plain and by fair decoders",
        "Audit a model: Generate, score, test, report; the margin comes first",
        "Word lists: Read and write them; see what they do to tokens",
        "Open the last audit: 3 of 5 equivalent · second",
        "Open an audit: too small to tell · small",
        "Open an audit: not finished · first",
      ]
    `);
    const busy = { ...opened, atHand: { ...atHand, atWork: "reports/first" } };
    expect(homeItems(busy).at(-1)).toMatchObject({ title: "See the audit", about: "at work · first" });
  });

  it("leads to an audit at work wherever its folder is, also one called like another", () => {
    const busy = { ...opened, atHand: { ...atHand, atWork: "/elsewhere/first" } };
    expect(homeItems(busy)).toHaveLength(homeItems(opened).length + 1);
    expect(homeItems(busy).filter(({ title }) => title === "See the audit")).toEqual([
      {
        title: "See the audit",
        about: "at work · /elsewhere/first",
        destination: { to: "run", folder: "/elsewhere/first" },
      },
    ]);
    expect(homeItems({ ...opened, atHand: { ...atHand, atWork: "" } })).toEqual(homeItems(opened)); // it is being opened
  });

  it("opens what is chosen, by arrows or vim keys", () => {
    expect(press(opened, named("enter")).chosen).toEqual({ to: "generate" });
    expect(press(opened, { kind: "text", text: "j" }, named("down"), named("enter")).chosen).toEqual({ to: "lists" });
    expect(press(opened, named("end"), named("enter")).chosen).toEqual({ to: "run", folder: "reports/first" });
  });

  it("keeps the choice when more is found", () => {
    const before = press({ window: startHome.state.window }, named("down")).state;
    const after = stepHome(before, { kind: "news", news: { kind: "at hand", atHand } }).state;
    expect(after.window.selected).toBe(1);
  });

  it("watches an audit at work, once however often it looks around, and looks around when that has ended", () => {
    const first = stepHome(opened, news("first", false));
    expect(first.effects).toEqual([{ kind: "watch" }]);
    const again = stepHome(first.state, news("first", false));
    expect(again.effects).toEqual([]);
    expect(stepHome(again.state, news(undefined, false)).state.isWatching).toBe(true);
    expect(stepHome(again.state, news("another", true)).effects).toEqual([{ kind: "watch" }]);
    const ended = stepHome(again.state, news(undefined, true));
    expect(ended.effects).toEqual([]);
    expect(stepHome(ended.state, news("first", false)).effects).toEqual([{ kind: "watch" }]);
  });

  it("is left by q and by Esc", () => {
    expect(press(opened, { kind: "text", text: "q" }).go).toBe("quit");
    expect(press(opened, named("escape")).go).toBe("quit");
  });
});
