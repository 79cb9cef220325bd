import type { TokenId, Tokenizer } from "../text/token.ts";
import { lintPhrases } from "./lint-phrases.ts";
import { listAction } from "./list-action.ts";
import type { Problem } from "./problem.ts";
import { type TokenCycle, tokenCycles } from "./token-cycles.ts";
import type { WordList } from "./word-list.ts";
import { writtenForms } from "./written-forms.ts";

/** What a tokenizer makes of a list: rows and forms that are no cycle of single tokens, words that would be torn, prompts that nothing moves. */
export function lintTokens(list: WordList, tokenizer: Tokenizer): readonly Problem[] {
  const { cycles, problems } = tokenCycles(list, tokenizer);
  return [
    ...problems,
    ...collidingPieces(list, cycles, tokenizer),
    ...lintPhrases(list, cycles, tokenizer),
    ...notBijective(list, tokenizer),
  ];
}

/**
 * Listed words of several tokens of which the action moves a piece, so that the word becomes no word of its row: " god" and "father" become
 * " goddess" and "mother". Where the pieces make the partner ("step" and "father", "step" and "mother") there is nothing to tell.
 */
function collidingPieces(list: WordList, cycles: readonly TokenCycle[], tokenizer: Tokenizer): readonly Problem[] {
  const movedBy = new Map(
    cycles.flatMap((cycle) => cycle.tokens.map((token, column) => [token, { cycle, column }] as const)),
  );
  const torn = (word: string, partner: string | undefined, file: string, row: number): Problem[] => {
    const tokens = tokenizer.encode(` ${word}`);
    const piece = tokens.find((token) => movedBy.has(token));
    const mover = piece === undefined ? undefined : movedBy.get(piece);
    if (tokens.length === 1 || piece === undefined || mover === undefined) return [];
    const image = tokenizer.decode(tokens.map((token) => nextToken(movedBy.get(token)) ?? token)).trim();
    if (image === partner) return [];
    const other = mover.cycle.forms.join(",").trim();
    return [{ code: "colliding-pieces", file, row, words: [word], piece: tokenizer.decode([piece]), other, image }];
  };
  const partners = partnersOf(list);
  return [
    ...list.equality.flatMap(({ words, row }) =>
      words.flatMap((word, i) => torn(word, words[(i + 1) % words.length], `${list.folder}/equality.csv`, row)),
    ),
    ...list.neutral.flatMap(({ word, row }) => torn(word, undefined, `${list.folder}/neutral.csv`, row)),
    ...list.general.flatMap(({ word, row }) => torn(word, partners.get(word), `${list.folder}/general.csv`, row)),
  ];
}

/** What the generator makes of each listed word, in each of its written forms: a general word may stand in a row too. */
function partnersOf({ equality }: WordList): ReadonlyMap<string, string> {
  const rows = equality.map(({ words }) => words);
  const written = [...rows.flatMap((words) => writtenForms(words, "variants")), ...rows]; // as written counts most
  return new Map(
    written.flatMap((words) => words.map((word, i): [string, string] => [word, words[(i + 1) % words.length] ?? word])),
  );
}

/** What the generator sends a moved token to. */
function nextToken(moved: { readonly cycle: TokenCycle; readonly column: number } | undefined): TokenId | undefined {
  return moved?.cycle.tokens[(moved.column + 1) % moved.cycle.tokens.length];
}

function notBijective(list: WordList, tokenizer: Tokenizer): readonly Problem[] {
  try {
    listAction(list, tokenizer);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ code: "not-bijective", file: `${list.folder}/equality.csv`, row: 0, words: [], found: error.message }];
  }
}
