import type { LineEdit } from "../kernel/line-edit.ts";
import type { Download } from "../download/download.ts";
import type { Size, Step } from "../kernel/screen.ts";
import { type AuditForm, type FieldName, readForm, usualForm } from "./form.ts";
import {
  type AuditSize,
  costKey,
  type DesignPower,
  type EarlierPace,
  earlierPace,
  type MeasuredCosts,
  type TextCost,
} from "./plan.ts";

/** Names that can be chosen, as they are at hand. */
export type Choices = Readonly<Partial<Record<FieldName, readonly string[]>>>;

/** What is being done in a field. */
export type Mode =
  | { readonly kind: "fields" }
  | { readonly kind: "typing"; readonly field: FieldName; readonly line: LineEdit }
  | { readonly kind: "picking"; readonly field: FieldName; readonly selected: number };

/** The choice of an audit, and what is known of it beforehand. */
export interface ChooseState {
  readonly size: Size;
  readonly form: AuditForm;
  /** Number of the field in sight; after the last one comes the line that begins. */
  readonly selected: number;
  readonly mode: Mode;
  readonly choices: Choices;
  readonly earlier: readonly EarlierPace[];
  /** Which form the plan is of: later news of an earlier one are dropped. */
  readonly version: number;
  readonly plan: AuditSize | undefined;
  readonly power: readonly DesignPower[] | undefined;
  readonly costs: MeasuredCosts | undefined;
  readonly isMeasuring: boolean;
  readonly isStarting: boolean;
  /** What measuring or starting waits for, where something has to be downloaded. */
  readonly download: Download | undefined;
  readonly problem: string | undefined;
  /** The folder of an audit at work. */
  readonly running: string | undefined;
}

export type ChooseNews =
  | { readonly kind: "choices"; readonly choices: Choices; readonly earlier: readonly EarlierPace[] }
  | { readonly kind: "running"; readonly folder: string | undefined }
  | { readonly kind: "downloading"; readonly download: Download }
  | { readonly kind: "size"; readonly version: number; readonly plan: AuditSize }
  | { readonly kind: "power"; readonly version: number; readonly power: readonly DesignPower[] }
  | { readonly kind: "problem"; readonly version: number; readonly problem: string }
  | { readonly kind: "measured"; readonly about: string; readonly costs: readonly TextCost[] }
  | { readonly kind: "not measured"; readonly problem: string }
  | { readonly kind: "started"; readonly folder: string }
  | { readonly kind: "refused"; readonly problem: string };

export type ChooseEffect =
  | { readonly kind: "look around" }
  | { readonly kind: "watch" }
  | { readonly kind: "plan"; readonly version: number; readonly form: AuditForm }
  | { readonly kind: "measure"; readonly form: AuditForm }
  | { readonly kind: "stop measuring" | "stop starting" }
  | { readonly kind: "start"; readonly form: AuditForm };

/** A step, and the folder of a run to be opened. */
export type ChooseStep = Step<ChooseState, ChooseEffect> & { readonly open?: string };

export const startChoosing: Step<ChooseState, ChooseEffect> = withForm(
  {
    size: { columns: 80, rows: 24 },
    form: usualForm,
    selected: 0,
    mode: { kind: "fields" },
    choices: {},
    earlier: [],
    version: 0,
    plan: undefined,
    power: undefined,
    costs: undefined,
    isMeasuring: false,
    isStarting: false,
    download: undefined,
    problem: undefined,
    running: undefined,
  },
  usualForm,
  [{ kind: "look around" }, { kind: "watch" }],
);

/** The state with another form, and what has to be found out about it. */
export function withForm(state: ChooseState, form: AuditForm, before: readonly ChooseEffect[] = []): ChooseStep {
  const read = readForm(form);
  const version = state.version + 1;
  const next: ChooseState = {
    ...state,
    form,
    version,
    power: undefined,
    problem: "problem" in read ? read.problem : undefined,
    ...("problem" in read ? { plan: undefined } : {}),
  };
  const plan: readonly ChooseEffect[] = "problem" in read ? [] : [{ kind: "plan", version, form }];
  return { state: next, effects: [...before, ...plan] };
}

/** The state after news. */
export function afterNews(state: ChooseState, news: ChooseNews): ChooseStep {
  switch (news.kind) {
    case "choices":
      return { state: { ...state, choices: news.choices, earlier: news.earlier } };
    case "running":
      return { state: { ...state, running: news.folder } };
    case "downloading":
      return { state: isWaiting(state) ? { ...state, download: news.download } : state };
    case "measured":
      return measuring({ ...state, ...idle, costs: { about: news.about, costs: news.costs } });
    case "not measured":
      return { state: { ...state, ...idle, problem: news.problem } };
    case "started":
      return { state: { ...state, ...idle }, open: news.folder };
    case "refused":
      return { state: { ...state, ...idle, problem: news.problem } };
    default:
      return news.version === state.version ? afterPlan(state, news) : { state };
  }
}

/** Nothing is being measured or started: while one of them is, the other does not begin. */
const idle = { isMeasuring: false, isStarting: false, download: undefined };

const isWaiting = ({ isMeasuring, isStarting }: ChooseState): boolean => isMeasuring || isStarting;

/** Esc: what waits for a download ends; else it is the way back. */
export function left(state: ChooseState): ChooseStep {
  if (state.isStarting) return { state, effects: [{ kind: "stop starting" }] };
  if (!state.isMeasuring || state.download === undefined) return { state, go: "back" };
  return { state: { ...state, ...idle }, effects: [{ kind: "stop measuring" }] };
}

function afterPlan(state: ChooseState, news: Extract<ChooseNews, { readonly version: number }>): ChooseStep {
  if (news.kind === "problem") return { state: { ...state, problem: news.problem, plan: undefined } };
  if (news.kind === "size") return { state: { ...state, plan: news.plan } };
  return measuring({ ...state, power: news.power }); // after the simulations, so that neither slows the other
}

/** Measures by itself where that downloads nothing and no earlier audit tells. */
function measuring(state: ChooseState): ChooseStep {
  const { form, running, problem } = state;
  const isAsked = form.model.trim() === "mini" && running === undefined && problem === undefined;
  return isAsked && !isCostKnown(state) ? measure(state) : { state };
}

function isCostKnown({ form, costs, plan, earlier }: ChooseState): boolean {
  if (costs?.about === costKey(form)) return true;
  return plan !== undefined && earlierPace(form.model.trim(), plan.decoders, earlier) !== undefined;
}

/** Measures what a text costs, where something can be measured. */
export function measure(state: ChooseState): ChooseStep {
  if (state.plan === undefined || isWaiting(state)) return { state };
  if (state.running !== undefined) {
    const problem =
      "Measuring: expected an idle machine but found an audit at work, which would slow the measurement. Wait for it.";
    return { state: { ...state, problem } };
  }
  return { state: { ...state, isMeasuring: true }, effects: [{ kind: "measure", form: state.form }] };
}

/** Begins the audit, where it can begin. */
export function begin(state: ChooseState): ChooseStep {
  const read = readForm(state.form);
  if (state.isStarting) return { state };
  if ("problem" in read) return { state: { ...state, problem: read.problem } };
  return {
    state: { ...state, isStarting: true, isMeasuring: false, download: undefined, problem: undefined },
    effects: [{ kind: "stop measuring" }, { kind: "start", form: state.form }],
  };
}
