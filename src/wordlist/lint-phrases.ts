import type { Tokenizer } from "../text/token.ts";
import type { Problem } from "./problem.ts";
import { textPieces } from "./text-words.ts";
import type { TokenCycle } from "./token-cycles.ts";
import type { WordList } from "./word-list.ts";
import { writtenForms } from "./written-forms.ts";

/** A phrase in pieces that the action moves one by one: tokens, or words and what stands between them. */
type Pieces = readonly string[];

/** Where a piece that moves stands among the demographics, and what it becomes. */
interface Moved {
  readonly column: number;
  readonly orbit: readonly string[];
}

/**
 * A prompt phrase must hold a word of its own column, or its orbit would be one and the same prompt; and the phrases must be images of one another,
 * or the prompts of a template would not be an orbit.
 */
export function lintPhrases(list: WordList, cycles: readonly TokenCycle[], tokenizer: Tokenizer): readonly Problem[] {
  const byText = list.description.severalTokens === "text";
  const moved = movedPieces(byText ? wordOrbits(list) : cycles.map(({ forms }) => forms));
  const cut = (phrase: string): Pieces =>
    byText
      ? textPieces(` ${phrase}`).map(({ text }) => text)
      : tokenizer.encode(` ${phrase}`).map((token) => tokenizer.decode([token]));
  const demographics = list.description.demographics.map(({ name, phrase }) => ({ name, phrase, pieces: cut(phrase) }));
  const place = { file: `${list.folder}/list.json`, row: 0 };
  const still = demographics.filter(
    ({ pieces }, column) => !pieces.some((piece) => moved.get(piece)?.column === column),
  );
  if (still.length > 0) {
    return still.map(({ name, phrase }) => ({
      ...place,
      code: "phrase-not-moved",
      words: [phrase],
      demographic: name,
    }));
  }
  return demographics.flatMap(({ name, phrase }, k): Problem[] => {
    const image = (demographics[0]?.pieces ?? [])
      .map((piece) => imageOf(moved.get(piece), k) ?? piece)
      .join("")
      .trim();
    if (image === phrase) return [];
    return [{ ...place, code: "phrases-not-orbit", words: [phrase], demographic: name, image }];
  });
}

const wordOrbits = (list: WordList) => list.equality.flatMap(({ words }) => writtenForms(words, list.description.case));

const movedPieces = (orbits: readonly (readonly string[])[]): ReadonlyMap<string, Moved> =>
  new Map(orbits.flatMap((orbit) => orbit.map((piece, column): [string, Moved] => [piece, { column, orbit }])));

/** What element k makes of a piece. */
const imageOf = (moved: Moved | undefined, k: number): string | undefined =>
  moved?.orbit[(moved.column + k) % moved.orbit.length];
