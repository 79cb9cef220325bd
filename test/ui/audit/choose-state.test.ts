import { describe, expect, it } from "vitest";
import { type ChooseNews, type ChooseState, startChoosing } from "../../../src/ui/audit/choose-state.ts";
import { stepChoosing } from "../../../src/ui/audit/choose-step.ts";
import { nextName, readForm, toggled, usualForm } from "../../../src/ui/audit/form.ts";
import { costEstimate, costKey, durationText, textsIn } from "../../../src/ui/audit/plan.ts";
import type { UiEvent } from "../../../src/ui/kernel/screen.ts";
import { named, typed } from "./drive.ts";

const size = {
  lists: [{ words: "gender", demographics: 2 }],
  templates: 10,
  samples: 100,
  decoders: ["base", "equi"],
};
const told = (news: ChooseNews): UiEvent<ChooseNews> => ({ kind: "news", news });
const after = (...events: readonly UiEvent<ChooseNews>[]): ChooseState =>
  events.reduce((state, event) => stepChoosing(state, event).state, startChoosing.state);
const effects = (state: ChooseState, event: UiEvent<ChooseNews>) => stepChoosing(state, event).effects ?? [];
const choices = {
  kind: "choices",
  choices: { contexts: ["respect", "wide"], view: ["unmasked", "masked"] },
  earlier: [],
} as const;
const down = (times: number) => Array.from({ length: times }, () => named("down"));

describe("the form", () => {
  it("asks for what evenhand audit does by itself", () => {
    expect(readForm(usualForm)).toMatchObject({
      request: {
        samples: 100,
        decoders: { length: 5 },
        analysis: { margin: 0.05, view: "unmasked", baseline: "base" },
      },
    });
  });

  it.each([
    ["samples", "0"],
    ["samples", "ten"],
    ["margin", "5"],
    ["seed", "-1"],
    ["decoders", "base,equy"],
    ["view", "both"],
    ["model", " "],
  ] as const)("says what is wrong with %s %s", (field, value) => {
    const read = readForm({ ...usualForm, [field]: value });
    expect(read).toMatchObject({ field, problem: expect.stringMatching(/expected .* but found .*\. Correct it\.$/u) });
  });

  it("has no baseline without base", () => {
    expect(readForm({ ...usualForm, decoders: "equi" })).toMatchObject({ request: { analysis: { baseline: null } } });
  });

  it("takes names in and out in their order, and keeps those that were typed", () => {
    expect(toggled(["a", "b", "c"], "c,own.csv", "a")).toBe("a,c,own.csv");
    expect(toggled(["a", "b", "c"], "a,c", "c")).toBe("a");
    expect(nextName(["a", "b"], "b", 1)).toBe("a");
  });
});

describe("what an audit costs", () => {
  it("is counted from what was measured for it, else from an earlier audit of the same model and decoders", () => {
    expect(textsIn(size)).toBe(4000);
    const costs = ["base", "equi"].map((decoder, i) => ({ words: "gender", decoder, passes: 15 + i, seconds: 0.01 }));
    // 2,000 texts of each decoder: 2,000 × (15 + 16) passes and 2,000 × 0.02 s.
    expect(costEstimate(usualForm, size, { about: costKey(usualForm), costs }, [])).toMatchObject({
      passes: 62_000,
      seconds: 40,
    });
    const pace = { run: "first", model: "mini", decoders: ["equi", "base"], textsPerSecond: 10 };
    expect(costEstimate(usualForm, size, undefined, [pace])).toMatchObject({ seconds: 400 });
    expect(costEstimate(usualForm, size, undefined, [{ ...pace, model: "gpt2" }])).toBeUndefined();
    expect([40, 400, 8000].map(durationText)).toEqual(["40 s", "7 min", "2 h 13 min"]);
  });

  it("is measured by itself once the power is there, for the bundled model alone and beside no other audit", () => {
    const planned = after(told({ kind: "size", version: 1, plan: size }));
    const power = told({ kind: "power", version: 1, power: [] });
    expect(effects(planned, power)).toEqual([{ kind: "measure", form: usualForm }]);
    expect(effects({ ...planned, running: "/runs/first" }, power)).toEqual([]);
    expect(effects({ ...planned, form: { ...usualForm, model: "gpt2" } }, power)).toEqual([]);
  });
});

describe("the choice", () => {
  it("drops news of an earlier form", () => {
    expect(after(told({ kind: "problem", version: 0, problem: "old" })).problem).toBeUndefined();
  });

  it("types into a field, and Esc leaves it as it was", () => {
    expect(after(...down(5), typed("2")).mode).toMatchObject({
      kind: "typing",
      field: "samples",
      line: { graphemes: ["2"] },
    });
    expect(after(typed("2")).mode.kind).toBe("fields"); // the model is chosen, not typed
    const typing = after(...down(5), named("enter"), named("backspace"));
    expect(typing.mode).toMatchObject({ kind: "typing", field: "samples" });
    expect(stepChoosing(typing, named("enter"))).toMatchObject({
      state: { form: { samples: "10" }, version: 2 },
      effects: [{ kind: "plan", version: 2 }],
    });
    expect(stepChoosing(typing, named("escape")).state.form.samples).toBe("100");
  });

  it("picks among names", () => {
    const picking = after(told(choices), ...down(3), named("enter"), named("down"), typed(" "), named("enter"));
    expect(picking.form.contexts).toBe("respect,wide,occupation");
    expect(picking.mode.kind).toBe("fields");
  });

  it("steps among the names of a field of one", () => {
    expect(after(told(choices), ...down(7), named("right")).form.view).toBe("masked");
  });

  it("begins once, opens the run, and shows a refusal", () => {
    const state = after(...down(10));
    expect(effects(state, named("enter"))).toEqual([
      { kind: "stop measuring" }, // the model is opened once, for the audit
      { kind: "start", form: usualForm },
    ]);
    const starting = stepChoosing(state, named("enter")).state;
    expect(effects(starting, named("enter"))).toEqual([]);
    expect(stepChoosing(starting, told({ kind: "started", folder: "/runs/first" })).open).toBe("/runs/first");
    const refused = stepChoosing(starting, told({ kind: "refused", problem: "Another is at work." })).state;
    expect(refused).toMatchObject({ isStarting: false, problem: "Another is at work." });
  });

  it("begins nothing from a form that cannot be read", () => {
    const state = after(...down(5), named("enter"), typed("x"), named("enter"), typed("b"));
    expect(state.isStarting).toBe(false);
    expect(state.problem).toContain("100x");
  });
});

describe("a download", () => {
  const download = { kind: "file", file: "a", done: 1, total: 2, elapsedMs: 0, before: 0 } as const;
  const asked = after(
    told({ kind: "size", version: 1, plan: size }),
    typed("m"),
    told({ kind: "downloading", download }),
  );

  it("is shown while something waits for it, and Esc stops that first", () => {
    expect(asked.download).toBe(download);
    expect(stepChoosing(asked, named("escape"))).toMatchObject({
      state: { isMeasuring: false, download: undefined },
      effects: [{ kind: "stop measuring" }],
    });
    const { state } = stepChoosing(asked, named("escape"));
    expect(stepChoosing(state, named("escape")).go).toBe("back");
  });

  it("is no news where nothing waits any more", () => {
    expect(after(told({ kind: "downloading", download })).download).toBeUndefined();
  });

  it("of an audit that begins is stopped by Esc too, and beginning ends a measurement", () => {
    const { state, effects: begun } = stepChoosing(asked, typed("b"));
    expect(begun?.map(({ kind }) => kind)).toEqual(["stop measuring", "start"]);
    expect(effects(state, named("escape"))).toEqual([{ kind: "stop starting" }]);
  });
});
