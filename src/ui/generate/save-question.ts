import type { Key } from "../kernel/key.ts";
import { type LineEdit, lineEdit, lineText, typeKey } from "../kernel/line-edit.ts";

/** Where texts are to be saved, as it is being typed; or whether what is there may be replaced. */
export type SaveQuestion =
  | { readonly kind: "path"; readonly line: LineEdit }
  | { readonly kind: "replace"; readonly path: string };

export const askPath = (path: string): SaveQuestion => ({ kind: "path", line: lineEdit(path) });

/** What came of a key: the question as it is now, an answer, or that it was taken back. */
export type Answered =
  | { readonly question: SaveQuestion }
  | { readonly path: string; readonly replace: boolean }
  | "taken back";

export function answer(question: SaveQuestion, key: Key): Answered {
  const name = key.kind === "named" ? key.name : undefined;
  if (question.kind === "replace") {
    if (name === "enter") return { path: question.path, replace: true };
    return name === "escape" ? { question: askPath(question.path) } : { question };
  }
  if (name === "escape") return "taken back";
  const path = lineText(question.line);
  if (name === "enter") return { path, replace: false };
  if (name === "tab") return { question: askPath(otherEnding(path)) };
  return { question: { kind: "path", line: typeKey(question.line, key) } };
}

/** JSONL and CSV in turn. */
const otherEnding = (path: string): string =>
  path.endsWith(".jsonl") ? path.replace(/\.jsonl$/u, ".csv") : `${path.replace(/\.csv$/u, "")}.jsonl`;
