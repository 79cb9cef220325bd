import { movement, type Key, type KeyName } from "../kernel/key.ts";
import { type LineEdit, lineEdit, lineText, typeKey } from "../kernel/line-edit.ts";
import { type Field, type FieldName, type NumberInput, shownFields, startValues, type Values } from "./fields.ts";

/** Names that can be chosen without being typed. */
export interface Choices {
  readonly contexts: readonly string[];
  readonly words: readonly string[];
  readonly models: readonly string[];
  readonly classifiers: readonly string[];
}

export interface Form {
  readonly values: Values;
  readonly choices: Choices;
  /** The line in hand; none where the line that starts the writing is. */
  readonly selected?: FieldName;
  /** The cursor, where a line is being typed. */
  readonly line?: LineEdit;
}

export const startForm: Form = {
  values: startValues,
  choices: { contexts: [], words: ["gender"], models: ["mini"], classifiers: ["mini", "lexicon"] },
};

/** The field in hand. */
export const selectedField = ({ values, selected }: Form): Field | undefined =>
  shownFields(values).find(({ name }) => name === selected);

/** Whether letters go into a line. */
export function isTypingInForm(form: Form): boolean {
  const kind = selectedField(form)?.input.kind;
  return form.line !== undefined || kind === "text" || kind === "name";
}

/** The form with a line in hand; undefined is the line that starts the writing. */
export function selectField({ values, choices }: Form, selected: FieldName | undefined): Form {
  if (selected === undefined) return { values, choices };
  const isText = shownFields(values).some(({ name, input }) => name === selected && input.kind === "text");
  return { values, choices, selected, ...(isText ? { line: lineEdit(values[selected]) } : {}) };
}

/** The form after a key; Enter and Esc are no keys of it. */
export function stepForm(form: Form, key: Key): Form {
  const field = selectedField(form);
  const name = isTypingInForm(form) ? (key.kind === "named" ? key.name : undefined) : movement(key);
  const to = name === undefined ? undefined : lineStep(form, name);
  if (to !== undefined) return moveBy(form, to);
  if (field === undefined) return form;
  if (form.line !== undefined) return typed(form, field, typeKey(form.line, key));
  if (name === "left" || name === "right") return turned(form, field, name === "left" ? -1 : 1);
  return begun(form, field, key);
}

/** How many lines a key moves, or undefined where it is none that moves. */
function lineStep({ line }: Form, name: KeyName): number | undefined {
  const steps: Partial<Record<KeyName, number>> = {
    up: -1,
    down: 1,
    tab: 1,
    "back-tab": -1,
    "page-up": -5,
    "page-down": 5,
    ...(line === undefined ? { home: -100, end: 100 } : {}),
  };
  return steps[name];
}

/** The lines are a ring for single steps: below the last one is the one that starts the writing, above the first. */
function moveBy(form: Form, by: number): Form {
  const names = [undefined, ...shownFields(form.values).map(({ name }) => name)];
  const to = names.indexOf(form.selected) + by;
  const place = Math.abs(by) === 1 ? (to + names.length) % names.length : Math.max(0, Math.min(names.length - 1, to));
  return selectField(form, names[place]);
}

/** The first key on a line that was only chosen so far: a letter begins anew, Backspace goes on with what is there. */
function begun(form: Form, { name, input }: Field, key: Key): Form {
  const there = lineEdit(form.values[name]);
  const field = { name, input };
  if (input.kind === "choice") return key.kind === "text" ? jumped(form, name, input.choices, key.text) : form;
  if (key.kind === "text") {
    const fits = input.kind !== "number" || /^[\d.+-]/u.test(key.text);
    return fits ? typed(form, field, typeKey(lineEdit(""), key)) : form;
  }
  return typed(form, field, typeKey(there, key));
}

const typed = (form: Form, { name }: Pick<Field, "name">, line: LineEdit): Form => ({
  ...form,
  values: { ...form.values, [name]: lineText(line) },
  line,
});

/** The next choice, the ends joined; a number a little more or less, within its range. */
function turned(form: Form, { name, input }: Field, by: 1 | -1): Form {
  const now = form.values[name];
  if (input.kind === "text") return form;
  if (input.kind === "number") return withValue(form, name, nextNumber(now, input, by));
  const choices = input.kind === "choice" ? input.choices : namesOf(form.choices, input.of);
  const at = choices.indexOf(now);
  const next = at < 0 ? choices.at(by === 1 ? 0 : -1) : choices[(at + by + choices.length) % choices.length];
  return next === undefined ? form : withValue(form, name, next);
}

const namesOf = (choices: Choices, of: keyof Choices): readonly string[] =>
  of === "contexts" ? ["", ...choices.contexts] : choices[of];

function nextNumber(text: string, { isAbove = false, least, most, by }: NumberInput, sign: 1 | -1): string {
  const now = Number(text);
  if (!Number.isFinite(now)) return text;
  const next = Math.round((now + sign * by) * 1e6) / 1e6;
  const isLow = isAbove ? next <= least : next < least;
  return isLow || next > most ? text : `${next}`;
}

/** The next choice that begins with a letter. */
function jumped(form: Form, name: FieldName, choices: readonly string[], letter: string): Form {
  const at = choices.indexOf(form.values[name]) + 1;
  const next = [...choices.slice(at), ...choices.slice(0, at)].find((choice) =>
    choice.startsWith(letter.toLowerCase()),
  );
  return next === undefined ? form : withValue(form, name, next);
}

const withValue = (form: Form, name: FieldName, value: string): Form => ({
  ...form,
  values: { ...form.values, [name]: value },
});
