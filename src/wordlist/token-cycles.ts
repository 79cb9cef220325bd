import type { TokenId, Tokenizer } from "../text/token.ts";
import type { Problem } from "./problem.ts";
import type { EqualityRow, WordList } from "./word-list.ts";
import { writtenForms } from "./written-forms.ts";

/** The token of a form of a row, for each demographic, shape (d). */
export interface TokenCycle {
  readonly row: EqualityRow;
  /** With the leading space, where there is one: " man", " woman". */
  readonly forms: readonly string[];
  readonly tokens: readonly TokenId[];
}

/** The cycles of a list's rows under a tokenizer, and why others are none. */
export interface TokenCycles {
  readonly cycles: readonly TokenCycle[];
  readonly problems: readonly Problem[];
}

/**
 * Reads each row in each of its forms, with a leading space and without: a form is a cycle where all its words are one token each.
 * A token that two cycles would move goes to the first; the other is told. Cost: one tokenisation of each form, once for a list and a tokenizer.
 */
export function tokenCycles(list: WordList, tokenizer: Tokenizer): TokenCycles {
  const known = remembered.get(list)?.get(tokenizer);
  if (known !== undefined) return known;
  const found = readCycles(list, tokenizer);
  const ofList = remembered.get(list) ?? new WeakMap<Tokenizer, TokenCycles>();
  remembered.set(list, ofList.set(tokenizer, found));
  return found;
}

/** Lint, actions and reports all ask for the cycles of the same list. */
const remembered = new WeakMap<WordList, WeakMap<Tokenizer, TokenCycles>>();

function readCycles(list: WordList, tokenizer: Tokenizer): TokenCycles {
  const cycles: TokenCycle[] = [];
  const problems: Problem[] = [];
  const movedBy = new Map<TokenId, TokenCycle>();
  for (const row of list.equality) {
    if (new Set(row.words).size < row.words.length) continue; // self-map: told by the lint of the words
    const missing: string[] = [];
    const before = cycles.length;
    for (const forms of spacedForms(row, list)) {
      const tokens = singleTokens(forms, tokenizer);
      if (tokens === undefined) missing.push(...forms);
      else if (tokens.every((token) => !movedBy.has(token))) {
        const cycle = { row, forms, tokens };
        cycles.push(cycle);
        for (const token of tokens) movedBy.set(token, cycle);
      }
    }
    problems.push(...leftOut(row, missing, cycles.length > before, list, tokenizer));
  }
  return { cycles, problems };
}

/** The cycles of each row, by its line. */
export function cyclesByRow(cycles: readonly TokenCycle[]): ReadonlyMap<number, readonly TokenCycle[]> {
  const rows = new Map<number, TokenCycle[]>();
  for (const cycle of cycles) {
    const known = rows.get(cycle.row.row);
    if (known === undefined) rows.set(cycle.row.row, [cycle]);
    else known.push(cycle);
  }
  return rows;
}

const spacedForms = (row: EqualityRow, list: WordList): readonly (readonly string[])[] =>
  writtenForms(row.words, list.description.case).flatMap((words) => [words.map((word) => ` ${word}`), words]);

function singleTokens(forms: readonly string[], tokenizer: Tokenizer): readonly TokenId[] | undefined {
  const tokens = forms.map((form) => tokenizer.encode(form));
  return tokens.every(({ length }) => length === 1) ? tokens.flat() : undefined;
}

function leftOut(
  row: EqualityRow,
  missing: readonly string[],
  isMoved: boolean,
  list: WordList,
  tokenizer: Tokenizer,
): readonly Problem[] {
  const place = { file: `${list.folder}/equality.csv`, row: row.row };
  if (isMoved)
    return missing.length === 0 ? [] : [{ ...place, code: "variant-missing", words: row.words, forms: missing }];
  const long = row.words.filter((word) => tokenizer.encode(` ${word}`).length > 1);
  return long.map((word) => ({
    ...place,
    code: "many-tokens",
    words: [word],
    pieces: tokenizer.encode(` ${word}`).map((token) => tokenizer.decode([token])),
    policy: list.description.severalTokens,
  }));
}
