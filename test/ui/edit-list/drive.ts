import type { Key, KeyName } from "../../../src/ui/kernel/key.ts";
import type { EditEffect, Editing, EditState, OpenedList } from "../../../src/ui/edit-list/state.ts";
import { startOpening, stepEdit } from "../../../src/ui/edit-list/step.ts";
import type { Draft } from "../../../src/wordlist/author/draft.ts";

export const ownList: OpenedList = { name: "age", shown: "age", folder: "/lists/age", key: "/lists/age", base: "0" };

/** An editor that has read a draft. */
export function opened(draft: Draft, size = { columns: 80, rows: 24 }, list = ownList): Editing {
  const sized = stepEdit(startOpening("age").state, { kind: "size", size }).state;
  return editing(stepEdit(sized, { kind: "news", news: { kind: "opened", list, draft } }).state);
}

export function editing(state: EditState): Editing {
  if (state.kind === "opening") throw new Error("expected an open list");
  return state;
}

/** Keys as a person would name them: "o", "hello", "<enter>", "<ctrl-s>"; letters are keys one by one. */
export function keysOf(typed: string): readonly Key[] {
  return Array.from(typed.matchAll(/<ctrl-(.)>|<([a-z-]+)>|([\s\S])/gu), ([, letter, name, text]): Key => {
    if (letter !== undefined) return { kind: "control", letter };
    return name === undefined ? { kind: "text", text: text ?? "" } : { kind: "named", name: name as KeyName };
  });
}

/** A text that is pasted. */
export const pastedKey = (text: string): Key => ({ kind: "text", text, isPasted: true });

export interface Driven {
  readonly state: Editing;
  readonly effects: readonly EditEffect[];
  readonly went?: "back";
}

/** The state after keys, and all that was to be done for them. */
export function drive(state: Editing, typed: string | readonly Key[]): Driven {
  let driven: Driven = { state, effects: [] };
  for (const key of typeof typed === "string" ? keysOf(typed) : typed) {
    const { state: next, effects = [], go } = stepEdit(driven.state, { kind: "key", key });
    driven = {
      state: editing(next),
      effects: [...driven.effects, ...effects],
      ...(go === "back" ? { went: "back" } : {}),
    };
  }
  return driven;
}

/** The effects that are not the panels'. */
export const ownEffects = ({ effects }: Driven): readonly EditEffect[] =>
  effects.filter(({ kind }) => kind !== "panel");
