import { lineEdit } from "../kernel/line-edit.ts";
import type { Answer } from "./answer.ts";
import { said } from "./change.ts";
import { draftOf, type EditEffect, type Editing, type EditNews } from "./state.ts";

const moving = (state: Editing): Editing => ({ ...state, mode: { kind: "move" } });

/** Saves the draft, or asks where to where it has no folder yet. While it is being saved it is saved once more after that. */
export function saved(state: Editing, leave: boolean, force = false): Answer {
  const { list, saving } = state;
  if (saving !== undefined) {
    const again = { leave: leave || saving.again?.leave === true };
    return { state: said({ ...moving(state), saving: { again } }, "Saving …") };
  }
  if (list.folder === undefined)
    return { state: { ...state, mode: { kind: "folder", line: lineEdit(`./${list.name}`), leave } } };
  return begun(moving(state), { force, leave }, "Saving …");
}

/** Saves the draft in a new folder. */
export function savedIn(state: Editing, folder: string, leave: boolean): Answer {
  if (folder === "") return { state: said(state, "Name the folder that the list is to be saved in.") };
  if (state.saving !== undefined) return { state: said(state, "The list is still being saved: press Enter again.") };
  return begun(moving(state), { copyTo: folder, force: false, leave }, `Saving to ${folder} …`);
}

type SaveEffect = Extract<EditEffect, { kind: "save" }>;

function begun(state: Editing, save: Omit<SaveEffect, "kind" | "list" | "draft">, message: string): Answer {
  const effect: EditEffect = { kind: "save", list: state.list, draft: draftOf(state), ...save };
  return { state: said({ ...state, saving: {} }, message), effects: [effect] };
}

type SaveNews<Kind extends EditNews["kind"]> = Extract<EditNews, { kind: Kind }>;

/** The state once nothing is being saved, and whether its author wants to leave. */
function ended({ saving, ...state }: Editing, { leave }: { readonly leave: boolean }) {
  return { state, again: saving?.again, leave: leave || saving?.again?.leave === true };
}

/** The list as it was saved; what was changed in the meantime is kept, and saved too where that was asked for. */
export function wasSaved(before: Editing, news: SaveNews<"saved">): Answer {
  const { list, draft } = news;
  const { state, again, leave } = ended(before, news);
  const { kept: _, ...rest } = state;
  const next = said({ ...rest, list, saved: draft }, `Saved in ${list.shown}.`);
  if (draftOf(next) === draft) return leave ? { state: next, go: "back" } : { state: next };
  const kept = { list: list.key, base: list.base, draft: draftOf(next) };
  const old: readonly EditEffect[] = before.list.key === list.key ? [] : [{ kind: "drop", key: before.list.key }];
  const step: Answer = again === undefined ? { state: next } : begun(next, { force: false, leave }, "Saving …");
  return { state: step.state, effects: [...old, { kind: "keep", kept }, ...(step.effects ?? [])] };
}

/** Somebody else has changed the files: the author is asked. */
export function wasChangedElsewhere(before: Editing, news: SaveNews<"changed elsewhere">): Answer {
  const { state, leave } = ended(before, news);
  return { state: { ...state, mode: { kind: "overwrite", leave } } };
}

/** Says why the list was not saved; a folder that will not do is asked for again. */
export function wasNotSaved(before: Editing, news: SaveNews<"not saved">): Answer {
  const { message, copyTo } = news;
  const { state, leave } = ended(before, news);
  const next = said(state, message);
  return copyTo === undefined || state.mode.kind !== "move"
    ? { state: next }
    : { state: { ...next, mode: { kind: "folder", line: lineEdit(copyTo), leave } } };
}
