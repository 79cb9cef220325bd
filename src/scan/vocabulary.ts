import { directions, verbs } from "./grammar.ts";

/** Words and their ids; the marks of start and end come first. */
export interface Vocabulary {
  readonly words: readonly string[];
  readonly ids: ReadonlyMap<string, number>;
}

const marks = ["<start>", "<end>"];
const vocabulary = (words: readonly string[]): Vocabulary => ({
  words: [...marks, ...words],
  ids: new Map([...marks, ...words].map((word, id) => [word, id])),
});

/** 15 ids. The published code numbers words as they first occur in its training file; the numbers mean nothing, so here they are fixed. */
export const commandWords = vocabulary([
  ...verbs,
  "turn",
  ...directions,
  "opposite",
  "around",
  "twice",
  "thrice",
  "and",
  "after",
]);

/** 8 ids. */
export const actionWords = vocabulary([
  ...verbs.map((verb) => verb.toUpperCase()),
  ...directions.map((direction) => `TURN_${direction.toUpperCase()}`),
]);

/** The ids of words, with the end mark's after them. Throws RangeError that names a word which the vocabulary lacks. */
export function encodeWords({ ids }: Vocabulary, words: readonly string[]): readonly number[] {
  return [...words, "<end>"].map((word) => {
    const id = ids.get(word);
    if (id === undefined) throw new RangeError(`expected a word of SCAN but found "${word}"`);
    return id;
  });
}
