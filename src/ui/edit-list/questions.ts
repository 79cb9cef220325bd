import { advance } from "../../wordlist/author/history.ts";
import type { Key } from "../kernel/key.ts";
import { lineEdit } from "../kernel/line-edit.ts";
import type { Answer } from "./answer.ts";
import { said } from "./change.ts";
import { refitted } from "./cursor.ts";
import { saved } from "./saving.ts";
import { type Editing, isUnsaved, type Mode } from "./state.ts";

const moving = (state: Editing): Editing => ({ ...state, mode: { kind: "move" } });
const letterOf = (key: Key): string => (key.kind === "text" ? key.text.toLowerCase() : "");
const isNamed = (key: Key, name: string): boolean => key.kind === "named" && key.name === name;

/** Esc while moving about: back at once where nothing is unsaved, else a question. */
export function leaving(state: Editing): Answer {
  if (!isUnsaved(state)) return { state, go: "back" };
  return { state: { ...state, mode: { kind: "leaving" } } };
}

/** The answer to “Unsaved changes”. */
export function answerLeaving(state: Editing, key: Key): Answer {
  if (isNamed(key, "escape")) return { state, go: "back" };
  const letter = letterOf(key);
  if (letter === "s") return saved(state, true);
  if (letter !== "d") return { state: moving(state) };
  return { state, go: "back", effects: [{ kind: "drop", key: state.list.key }] };
}

/** The answer to “a draft was found”. Taken up, it can be undone to what the files say. */
export function answerRecover(state: Editing, { kept }: Extract<Mode, { kind: "recover" }>, key: Key): Answer {
  if (isNamed(key, "escape")) return { state, go: "back" };
  const letter = letterOf(key);
  if (letter === "r" || isNamed(key, "enter")) {
    const next = { ...moving(state), history: advance(state.history, kept.draft), kept: kept.draft };
    const isOld = kept.base !== state.list.base;
    return {
      state: said(
        refitted(next),
        isOld ? "Recovered. The files have changed since: look before you save." : "Recovered.",
      ),
    };
  }
  if (letter !== "d") return { state };
  return { state: moving(state), effects: [{ kind: "drop", key: state.list.key }] };
}

/** The answer to “the files have changed”. */
export function answerOverwrite(state: Editing, { leave }: Extract<Mode, { kind: "overwrite" }>, key: Key): Answer {
  const letter = letterOf(key);
  if (letter === "o") return saved(state, leave, true);
  if (letter === "c")
    return { state: { ...state, mode: { kind: "folder", line: lineEdit(`./${state.list.name}-2`), leave } } };
  return { state: said(moving(state), "Not saved.") };
}
