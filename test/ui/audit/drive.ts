import { renderToString } from "ink";
import type { ReactElement } from "react";
import type { RunningShare } from "../../../src/pipelines/audit/audit-event.ts";
import type { Key, KeyName } from "../../../src/ui/kernel/key.ts";
import type { Look, UiEvent } from "../../../src/ui/kernel/screen.ts";
import { type RunNews, type RunState, startRun, stepRun } from "../../../src/ui/audit/run-state.ts";
import type { RunningAudit } from "../../../src/ui/audit/running-audit.ts";

export const named = (name: KeyName): { readonly kind: "key"; readonly key: Key } => ({
  kind: "key",
  key: { kind: "named", name },
});
export const typed = (text: string): { readonly kind: "key"; readonly key: Key } => ({
  kind: "key",
  key: { kind: "text", text },
});

/** The part of a terminal that is a screen's: three lines are the application's. */
const look = (columns: number, rows: number, screenReader = false): Look => ({
  columns,
  rows: rows - 3,
  plain: false,
  screenReader,
});

export const looks = [
  ["80x24", look(80, 24)],
  ["200x60", look(200, 60)],
  ["reader", look(80, 24, true)],
] as const;

/** A screen as text, without colours. */
export const shown = (element: ReactElement, { columns }: Look): string =>
  `${renderToString(element, { columns }).replaceAll(new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*m`, "gu"), "")}\n`;

/** The state of a run's screen after some events. */
export const runAfter = (...events: readonly UiEvent<RunNews>[]): RunState =>
  events.reduce((state, event) => stepRun(state, event).state, startRun("/runs/first").state);

const share = (decoder: string, demographic: string, negative: number): RunningShare => ({
  words: "gender",
  decoder,
  demographic,
  texts: 50,
  counts: { negative, neutral: 20, positive: 28 - negative, other: 2 },
});

/** An audit at work, in the middle of its texts. */
export const atWork: RunningAudit = {
  folder: "/runs/first",
  state: "writing",
  view: "unmasked",
  texts: 1000,
  written: 500,
  kept: 480,
  given: 100,
  since: 0,
  now: 20_000,
  shares: [
    share("base", "man", 10),
    share("base", "woman", 20),
    share("equi", "man\u001B[31m", 0),
    share("equi", "女性", 25),
  ],
};
