import { type Key, movement } from "../kernel/key.ts";
import { lineEdit, lineText, typeKey } from "../kernel/line-edit.ts";
import type { UiEvent } from "../kernel/screen.ts";
import {
  afterNews,
  begin,
  type ChooseNews,
  type ChooseState,
  type ChooseStep,
  left,
  measure,
  type Mode,
  withForm,
} from "./choose-state.ts";
import { type Field, type FieldName, fields, nextName, toggled } from "./form.ts";

/** The state after an event, what has to be done, and a run that was opened. */
export function stepChoosing(state: ChooseState, event: UiEvent<ChooseNews>): ChooseStep {
  if (event.kind === "size") return { state: { ...state, size: event.size } };
  if (event.kind === "news") return afterNews(state, event.news);
  if (event.kind === "shown") return { state };
  const { mode } = state;
  if (mode.kind === "typing") return typed(state, mode, event.key);
  return mode.kind === "picking" ? picked(state, mode, event.key) : pressed(state, event.key);
}

const inFields: Mode = { kind: "fields" };

function typed(state: ChooseState, mode: Extract<Mode, { kind: "typing" }>, key: Key): ChooseStep {
  const name = key.kind === "named" ? key.name : undefined;
  if (name === "escape") return { state: { ...state, mode: inFields } };
  if (name === "enter" || name === "up" || name === "down" || name === "tab")
    return withForm({ ...state, mode: inFields }, { ...state.form, [mode.field]: lineText(mode.line).trim() });
  return { state: { ...state, mode: { ...mode, line: typeKey(mode.line, key) } } };
}

function picked(state: ChooseState, mode: Extract<Mode, { kind: "picking" }>, key: Key): ChooseStep {
  const names = state.choices[mode.field] ?? [];
  const name = names[mode.selected];
  if (key.kind === "text" && key.text === "e") return typing(state, mode.field);
  if (key.kind === "text" && key.text === " " && name !== undefined)
    return withForm(state, { ...state.form, [mode.field]: toggled(names, state.form[mode.field], name) });
  return movedInPicking(state, mode, movement(key), names.length);
}

function movedInPicking(
  state: ChooseState,
  mode: Extract<Mode, { kind: "picking" }>,
  moved: string | undefined,
  count: number,
): ChooseStep {
  if (moved === "enter" || moved === "escape") return { state: { ...state, mode: inFields } };
  const steps: Partial<Record<string, number>> = { up: -1, down: 1, home: -count, end: count };
  const selected = Math.max(0, Math.min(count - 1, mode.selected + (steps[moved ?? ""] ?? 0)));
  return { state: { ...state, mode: { ...mode, selected } } };
}

function pressed(state: ChooseState, key: Key): ChooseStep {
  const moved = movement(key);
  if (moved === "escape") return left(state);
  if (key.kind === "text" && moved === undefined) return letter(state, key.text);
  if (moved === "enter") return enter(state);
  if (moved === "left") return other(state, -1);
  if (moved === "right") return other(state, 1);
  return { state: { ...state, selected: placed(state.selected, moved) } };
}

function placed(selected: number, moved: string | undefined): number {
  const steps: Partial<Record<string, number>> = {
    up: -1,
    "back-tab": -1,
    down: 1,
    tab: 1,
    home: -fields.length,
    end: fields.length,
  };
  return Math.max(0, Math.min(fields.length, selected + (steps[moved ?? ""] ?? 0)));
}

function letter(state: ChooseState, text: string): ChooseStep {
  switch (text) {
    case "b":
      return begin(state);
    case "m":
      return measure(state);
    case "r":
      return state.running === undefined ? { state } : { state, open: state.running };
    default:
      return inField(state, text);
  }
}

/** A letter that is meant for the selected field. */
function inField(state: ChooseState, text: string): ChooseStep {
  const field = fields[state.selected];
  if (field === undefined) return { state };
  if (text === "e") return typing(state, field.name);
  if (text === " ") return opened(state, field);
  return /^\d+$/u.test(text) && field.kind === "line" ? typing(state, field.name, text) : { state };
}

function enter(state: ChooseState): ChooseStep {
  const field = fields[state.selected];
  return field === undefined ? begin(state) : opened(state, field);
}

function other(state: ChooseState, step: 1 | -1): ChooseStep {
  const field = fields[state.selected];
  if (field?.kind !== "one") return { state };
  const { name } = field;
  return withForm(state, { ...state.form, [name]: nextName(state.choices[name] ?? [], state.form[name], step) });
}

const opened = (state: ChooseState, { name, kind }: Field): ChooseStep =>
  kind === "many" && (state.choices[name]?.length ?? 0) > 0
    ? { state: { ...state, mode: { kind: "picking", field: name, selected: 0 } } }
    : typing(state, name);

const typing = (state: ChooseState, field: FieldName, text = state.form[field]): ChooseStep => ({
  state: { ...state, mode: { kind: "typing", field, line: lineEdit(text) } },
});
