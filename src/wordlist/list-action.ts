import { cyclic } from "../group/cyclic.ts";
import type { PermutationAction } from "../group/permutation-action.ts";
import type { Tokenizer } from "../text/token.ts";
import { cycleAction } from "./orbit-tables.ts";
import { tokenCycles, type TokenCycle } from "./token-cycles.ts";
import { withoutGeneral } from "./without-general.ts";
import type { WordList } from "./word-list.ts";
import { writtenForms } from "./written-forms.ts";

/** One list's actions on the tokens of a vocabulary. */
export interface ListAction {
  /** Every cycle of the equality words: what equi and equizero use. */
  readonly full: PermutationAction;
  /** Without the rows that hold a general word: what the relaxed decoders use. */
  readonly relaxed: PermutationAction;
  readonly cycles: readonly TokenCycle[];
  readonly relaxedCycles: readonly TokenCycle[];
  /** 1 for the tokens of general words, shape (V). */
  readonly general: Uint8Array;
}

/**
 * What a list does to the tokens of a vocabulary. That it is an action of Cₙ on all of them is proved here; throws RangeError otherwise.
 * Rows that are no cycle of single tokens are left out: `tokenCycles` tells them.
 */
export function listAction(list: WordList, tokenizer: Tokenizer): ListAction {
  const group = cyclic(list.description.demographics.length);
  const { cycles } = tokenCycles(list, tokenizer);
  const kept = new Set(withoutGeneral(list).equality);
  const relaxedCycles = cycles.filter(({ row }) => kept.has(row));
  const size = tokenizer.vocabularySize;
  const action = (some: readonly TokenCycle[]) =>
    cycleAction(
      group,
      some.map(({ tokens }) => tokens),
      size,
    );
  return {
    full: action(cycles),
    relaxed: action(relaxedCycles),
    cycles,
    relaxedCycles,
    general: generalTokens(list, relaxedCycles, tokenizer),
  };
}

function generalTokens(list: WordList, moved: readonly TokenCycle[], tokenizer: Tokenizer): Uint8Array {
  const everythingElse = list.description.partition === "neutral";
  const mask = new Uint8Array(tokenizer.vocabularySize).fill(everythingElse ? 1 : 0);
  if (everythingElse) {
    for (const { word } of list.neutral) for (const token of tokensOf(word, tokenizer)) mask[token] = 0;
  } else {
    for (const { word } of list.general) for (const token of tokensOf(word, tokenizer)) mask[token] = 1;
  }
  for (const { tokens } of moved) for (const token of tokens) mask[token] = 0;
  return mask;
}

/** The single tokens that write a word, in every case and with a leading space or not. */
function tokensOf(word: string, tokenizer: Tokenizer): readonly number[] {
  return writtenForms([word], "variants")
    .flat()
    .flatMap((form) => [` ${form}`, form])
    .map((form) => tokenizer.encode(form))
    .filter(({ length }) => length === 1)
    .flat();
}
