import type { Draft } from "./draft.ts";

/** Words as a model reads them. */
export interface WordVectors {
  /** Whose they are. */
  readonly model: string;
  /** Words that the model holds as one token. */
  readonly words: readonly string[];
  readonly width: number;
  /** One row a word, of length 1, with the mean of all words taken away. Shape: (words.length, width). */
  readonly vectors: Float32Array;
}

/** A word near to one of a draft. */
export interface NearWord {
  readonly word: string;
  /** The cell whose word it is nearest to. */
  readonly from: number;
  readonly column: number;
  readonly cosine: number;
}

/** At most so many words of a list are looked up. */
const mostLooked = 200;
/** At most so many near words a word has. */
const mostNear = 3;
/** Words further apart than this have little to do with each other. */
const leastCosine = 0.5;
/** Words nearer than this the model has hardly learnt to tell apart: what is near to them says nothing. */
const alike = 0.9;

/**
 * Unlisted words whose vectors point where those of listed ones do (cosine), each once, with the cell that it is nearest to. Words used in the same
 * places are near: partners ("mother", "father") as well as words of one kind. Cost: one pass over the vectors for each of the draft's first 200 words that the model holds as one token.
 */
export function nearWords(
  { equality }: Draft,
  vectors: WordVectors,
  isListed: (word: string) => boolean,
): readonly NearWord[] {
  const places = new Map(vectors.words.map((word, i) => [word, i]));
  const cells = equality
    .flatMap(({ words }, from) => words.map((word, column) => ({ at: places.get(word), from, column })))
    .filter(({ at }) => at !== undefined)
    .slice(0, mostLooked);
  const found = new Map<string, NearWord>();
  for (const { at = 0, from, column } of cells) {
    for (const { word, cosine } of nearest(vectors, at, isListed)) {
      const known = found.get(word);
      if (known === undefined || known.cosine < cosine) found.set(word, { word, from, column, cosine });
    }
  }
  return [...found.values()].toSorted((a, b) => a.from - b.from || b.cosine - a.cosine);
}

/** The unlisted words nearest to one, the nearest first; none where the model has not learnt to tell the word from another. */
function nearest(
  { words, width, vectors }: WordVectors,
  at: number,
  isListed: (word: string) => boolean,
): readonly { readonly word: string; readonly cosine: number }[] {
  const best: { readonly word: string; readonly cosine: number }[] = [];
  for (const [other, word] of words.entries()) {
    if (other === at) continue;
    const cosine = product(vectors, at * width, other * width, width);
    if (cosine > alike) return [];
    const last = best[mostNear - 1];
    if (cosine < leastCosine || (last !== undefined && last.cosine >= cosine) || isListed(word)) continue;
    const place = best.findIndex((one) => one.cosine < cosine);
    best.splice(place === -1 ? best.length : place, 0, { word, cosine });
    best.length = Math.min(best.length, mostNear);
  }
  return best;
}

function product(vectors: Float32Array, a: number, b: number, width: number): number {
  let sum = 0;
  for (let i = 0; i < width; i += 1) sum += (vectors[a + i] ?? 0) * (vectors[b + i] ?? 0);
  return sum;
}
