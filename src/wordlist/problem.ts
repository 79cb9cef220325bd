/** "error": the list is no action as it stands, or a prompt cannot be made. "warning": read, but mend it. "info": worth knowing. */
export type Level = "error" | "warning" | "info";

/** Something about a list, as data. `file` is the path, `row` the line in it; a row of 0 stands for the whole file. */
export type Problem = { readonly file: string; readonly row: number; readonly words: readonly string[] } & (
  | { readonly code: "byte-order-mark" | "crlf" | "empty-file" }
  | { readonly code: "not-csv"; readonly found: string }
  | { readonly code: "not-utf-8" }
  | { readonly code: "duplicate-header" | "missing-column" | "unknown-column" }
  | { readonly code: "row-length"; readonly expected: number; readonly found: number }
  | { readonly code: "empty-cell" | "untrimmed-cell" | "duplicate-row" | "duplicate-word" | "self-map" }
  | { readonly code: "control-character"; readonly cells: readonly string[] }
  | { readonly code: "word-in-two-rows" | "many-to-one" | "overlap"; readonly other: string }
  | { readonly code: "many-tokens"; readonly pieces: readonly string[]; readonly policy: "reject" | "general" | "text" }
  | { readonly code: "colliding-pieces"; readonly piece: string; readonly other: string; readonly image: string }
  | { readonly code: "variant-missing"; readonly forms: readonly string[] }
  | { readonly code: "not-bijective"; readonly found: string }
  | { readonly code: "several-words" }
  | { readonly code: "phrase-not-moved"; readonly demographic: string }
  | { readonly code: "plural-missing"; readonly plurals: readonly string[] }
  | { readonly code: "phrases-not-orbit"; readonly demographic: string; readonly image: string }
  | { readonly code: "general-row-split"; readonly rest: readonly string[] }
  | { readonly code: "lists-share-words"; readonly other: string }
);

export type ProblemCode = Problem["code"];

const levels: Record<ProblemCode, Level> = {
  "byte-order-mark": "warning",
  crlf: "warning",
  "empty-file": "error",
  "not-csv": "error",
  "not-utf-8": "error",
  "duplicate-header": "error",
  "missing-column": "error",
  "unknown-column": "warning",
  "row-length": "error",
  "empty-cell": "error",
  "untrimmed-cell": "warning",
  "duplicate-row": "warning",
  "duplicate-word": "warning",
  "self-map": "error",
  "control-character": "error",
  "word-in-two-rows": "error",
  "many-to-one": "error",
  overlap: "error",
  "many-tokens": "error",
  "colliding-pieces": "warning",
  "variant-missing": "info",
  "not-bijective": "error",
  "several-words": "error",
  "phrase-not-moved": "error",
  "phrases-not-orbit": "error",
  "general-row-split": "warning",
  "plural-missing": "info",
  "lists-share-words": "error",
};

/** How much a problem matters. Words of several tokens are an error only where the list's policy rejects them. */
export function levelOf(problem: Problem): Level {
  if (problem.code === "many-tokens") return problem.policy === "reject" ? "error" : "info";
  return levels[problem.code];
}

/** Where a problem is, for a sentence: "equality.csv, row 3". */
export const placeOf = ({ file, row }: Problem): string => (row === 0 ? file : `${file}, row ${row}`);
