import stringWidth from "string-width";
import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { sampleSelection } from "../../../src/report/html/sample-selection.ts";
import { type ChooseState, startChoosing } from "../../../src/ui/audit/choose-state.ts";
import { ChooseView } from "../../../src/ui/audit/choose-view.tsx";
import { costKey, type DesignPower } from "../../../src/ui/audit/plan.ts";
import { fields, usualForm } from "../../../src/ui/audit/form.ts";
import type { RunState } from "../../../src/ui/audit/run-state.ts";
import { RunView } from "../../../src/ui/audit/run-view.tsx";
import type { Look } from "../../../src/ui/kernel/screen.ts";
import { auditFixture } from "../../report/fixture.ts";
import { atWork, looks, named, runAfter, shown, typed } from "./drive.ts";

// Made again with: npx vitest run test/ui/audit/view.test.ts -u
const golden = (name: string) => `golden/${name}.txt`;

const { result, texts } = auditFixture();
const selecting = sampleSelection(300);
for (const text of texts) selecting.add(text);
const samples = selecting.finish();

const found = [
  { kind: "news", news: { kind: "result", result, files: ["report.html", "result.json"] } },
  { kind: "news", news: { kind: "samples", samples } },
] as const;

const runs: readonly (readonly [string, RunState])[] = [
  ["running", runAfter({ kind: "news", news: { kind: "audit", audit: atWork } })],
  ["unfinished", runAfter({ kind: "news", news: { kind: "unfinished", texts: 1000, done: 480 } })],
  ["verdicts", runAfter(...found)],
  ["contrasts", runAfter(...found, typed("2"))],
  ["warning", runAfter(...found, typed("3"))],
  ["samples", runAfter(...found, typed("3"), named("enter"), named("down"))],
  ["quality", runAfter(...found, typed("4"))],
  ["files", runAfter(...found, typed("5"))],
  ["search", runAfter(...found, typed("2"), typed("/"), typed("wom"))],
];

const power: readonly DesignPower[] = [
  { words: "gender", context: "respect", templates: 5, smallest: null },
  { words: "gender", context: "wide", templates: 40, smallest: 0.0312 },
  { words: "gender", context: "all contexts", templates: 45, smallest: 0.0298 },
];
const choosing: ChooseState = {
  ...startChoosing.state,
  plan: {
    lists: [{ words: "gender", demographics: 2 }],
    templates: 45,
    samples: 100,
    decoders: usualForm.decoders.split(","),
  },
  power,
  costs: {
    about: costKey(usualForm),
    costs: usualForm.decoders.split(",").map((decoder) => ({ words: "gender", decoder, passes: 31, seconds: 0.02 })),
  },
  running: "/runs/other\u001B[2J",
};
const choices: readonly (readonly [string, ChooseState])[] = [
  ["choose", choosing],
  ["problem", { ...choosing, plan: undefined, problem: "Samples: expected a number but found “x”. Correct it." }],
  [
    "pick",
    {
      ...choosing,
      choices: { contexts: ["respect", "wide"] },
      mode: { kind: "picking", field: "contexts", selected: 1 },
    },
  ],
];

function expectFits(text: string, { columns, rows }: Look): void {
  const lines = text.trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(rows);
  expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
  expect(text).not.toContain("\u001B");
}

describe.each(looks)("at %s", (size, look) => {
  it.each(runs)("%s is drawn as it was, within the screen", async (name, state) => {
    const text = shown(createElement(RunView, { state, look }), look);
    expectFits(text, look);
    await expect(text).toMatchFileSnapshot(golden(`${name}-${size}`));
  });

  it.each(choices)("%s is drawn as it was, within the screen", async (name, state) => {
    const text = shown(createElement(ChooseView, { state, look }), look);
    expectFits(text, look);
    await expect(text).toMatchFileSnapshot(golden(`${name}-${size}`));
  });
});

it.each([
  ["40×10", { columns: 40, rows: 7, plain: true, screenReader: false }],
  ["40×10, to a screen reader", { columns: 40, rows: 7, plain: true, screenReader: true }],
  ["150×10", { columns: 150, rows: 7, plain: true, screenReader: false }],
] as const)("shows the selected field, and of the plan what there is room for, at %s", (_, look) => {
  const labels = [...fields.map(({ label }) => label), "Begin the audit"];
  for (const [selected, label] of labels.entries()) {
    const text = shown(createElement(ChooseView, { state: { ...choosing, selected }, look }), look);
    expectFits(text, look);
    expect(text.split("\n").filter((line) => line.startsWith(`> ${label}`))).toHaveLength(1);
    expect(text).toContain("Size: ");
  }
});

it("tells commands that a shell reads as they are meant, whatever the folder is called", () => {
  const [, look] = looks[1];
  const folder = "/my runs/Bo's";
  const unfinished = { kind: "news", news: { kind: "unfinished", texts: 1000, done: 480 } } as const;
  const text = (state: RunState) => shown(createElement(RunView, { state, look }), look);
  expect(text({ ...runAfter(unfinished), folder })).toContain(String.raw`audit resume '/my runs/Bo'\''s'`);
  const { content, ...run } = runAfter(found[0], typed("5"));
  if (content.kind !== "result") throw new Error("expected a result");
  const files = text({ ...run, content: { kind: "result", result: { ...content.result, folder } } });
  expect(files).toContain(String.raw`evenhand report '/my runs/Bo'\''s' --format`);
});

it("says without colour what it says with it", () => {
  const [, look] = looks[0];
  for (const [, state] of runs.filter(
    ([name]) => name !== "running" && name !== "verdicts" && name !== "contrasts" && name !== "search",
  )) {
    const [coloured, plain] = [look, { ...look, plain: true }].map((one) =>
      shown(createElement(RunView, { state, look: one }), one),
    );
    expect(plain).toBe(coloured);
  }
});
