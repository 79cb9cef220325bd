import { withoutControls } from "../control-characters.ts";
import type { Problem } from "../problem.ts";
import { applyEdit, type ListEdit, type WordTable } from "./list-edit.ts";
import type { Draft, DraftRow, DraftWord } from "./draft.ts";

/** A way to mend a problem. A safe one loses nothing that the list says; the others are the author's choice. */
export interface Fix {
  readonly title: string;
  readonly isSafe: boolean;
  readonly edits: readonly ListEdit[];
}

type Fixes = {
  readonly [Code in Problem["code"]]?: (problem: Problem & { code: Code }, draft: Draft) => readonly Fix[];
};

const choice = (title: string, ...edits: readonly ListEdit[]): Fix => ({ title, isSafe: false, edits });
const safe = (title: string, ...edits: readonly ListEdit[]): Fix => ({ title, isSafe: true, edits });

/** The heading is line 1 of a file. */
const indexOf = ({ row }: Problem): number => row - 2;
const tableOf = ({ file }: Problem): WordTable | undefined =>
  file.endsWith("neutral.csv") ? "neutral" : file.endsWith("general.csv") ? "general" : undefined;

const deleteRow = (problem: Problem): ListEdit => ({ kind: "delete-row", row: indexOf(problem) });

/** Deletes a row and keeps its words as general ones, so that none is lost; those that another row has stay there. */
function toGeneral(problem: Problem, draft: Draft): readonly ListEdit[] {
  const others = new Set(
    draft.equality.flatMap(({ words }, i) => (i === indexOf(problem) ? [] : words.map((word) => word.toLowerCase()))),
  );
  const known = new Set(draft.general.map(({ word }) => word.toLowerCase()));
  const words = [...new Set(draft.equality[indexOf(problem)]?.words)].filter(
    (word) => word !== "" && !others.has(word.toLowerCase()) && !known.has(word.toLowerCase()),
  );
  return [deleteRow(problem), ...addGeneral(words, draft)];
}

const addGeneral = (words: readonly string[], { general }: Draft): readonly ListEdit[] =>
  words.map((word, i) => ({ kind: "add-word", table: "general", at: general.length + i, word: { word, note: "" } }));

function cleaned(problem: Problem, draft: Draft): readonly Fix[] {
  const [table, at] = [tableOf(problem), indexOf(problem)];
  const edits = table === undefined ? cleanRow(draft.equality[at], at) : cleanWord(draft[table][at], table, at);
  return edits.length === 0 ? [] : [safe("delete the control characters", ...edits)];
}

function cleanWord(listed: DraftWord | undefined, table: WordTable, at: number): readonly ListEdit[] {
  if (listed === undefined) return [];
  const word = { word: withoutControls(listed.word), note: withoutControls(listed.note) };
  return word.word === listed.word && word.note === listed.note ? [] : [{ kind: "set-listed", table, at, word }];
}

function cleanRow(row: DraftRow | undefined, at: number): readonly ListEdit[] {
  if (row === undefined) return [];
  const details = ["role", "number", "note"] as const;
  return [
    ...row.words.flatMap((text, column): ListEdit[] => {
      const word = withoutControls(text);
      return word === text ? [] : [{ kind: "set-word", row: at, column, word }];
    }),
    ...details.flatMap((detail): ListEdit[] => {
      const text = withoutControls(row[detail]);
      return text === row[detail] ? [] : [{ kind: "set-detail", row: at, detail, text }];
    }),
  ];
}

const listedTwice = (problem: Problem): readonly Fix[] => {
  const table = tableOf(problem);
  return table === undefined ? [] : [safe("delete it", { kind: "delete-word", table, at: indexOf(problem) })];
};

const deletion = (problem: Problem): readonly Fix[] => {
  const table = tableOf(problem);
  return table === undefined
    ? [choice("delete the row", deleteRow(problem))]
    : [choice("delete the word", { kind: "delete-word", table, at: indexOf(problem) })];
};

const inConflict = (problem: Problem, draft: Draft): readonly Fix[] => [
  choice("delete the row and make its words general", ...toGeneral(problem, draft)),
  choice("delete the row", deleteRow(problem)),
];

const fixes: Fixes = {
  "duplicate-row": (problem) => [safe("delete the second row", deleteRow(problem))],
  "duplicate-word": listedTwice,
  "control-character": cleaned,
  "empty-cell": deletion,
  overlap: deletion,
  "colliding-pieces": deletion,
  "several-words": deletion,
  "self-map": inConflict,
  "word-in-two-rows": inConflict,
  "many-to-one": inConflict,
  "many-tokens": (problem) =>
    problem.policy !== "reject"
      ? []
      : [
          choice("leave words of several tokens to the model", {
            kind: "describe",
            description: { severalTokens: "general" },
          }),
          choice("delete the row", deleteRow(problem)),
        ],
  "general-row-split": ({ rest }, draft) => [choice("make the whole row general", ...addGeneral(rest, draft))],
  "plural-missing": (problem, draft) => {
    const row = draft.equality[indexOf(problem)];
    if (row === undefined) return [];
    const plural = { words: problem.plurals, role: row.role, number: "plural", note: "" };
    return [choice("add the plurals", { kind: "add-row", at: indexOf(problem) + 1, row: plural })];
  },
};

/** Ways to mend a problem of the draft's own files, the best first; none where only the author can know. */
export function fixesOf(problem: Problem, draft: Draft): readonly Fix[] {
  const of = fixes[problem.code] as ((problem: Problem, draft: Draft) => readonly Fix[]) | undefined;
  return of?.(problem, draft) ?? [];
}

/** The draft after a fix. */
export const applyFix = (draft: Draft, { edits }: Fix): Draft => edits.reduce(applyEdit, draft);
