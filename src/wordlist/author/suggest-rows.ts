import type { TokenId, Tokenizer } from "../../text/token.ts";
import { capitalised } from "../capitalised.ts";
import type { Draft, DraftRow } from "./draft.ts";
import { nearWords, type WordVectors } from "./near-words.ts";

/** Words that the list may want, and why. The author decides: nothing is added by itself. */
export interface Suggestion {
  readonly kind: "plural" | "possessive" | "compound" | "capitalised" | "counterpart" | "near";
  /** A row; for "counterpart" and "near" a single word. */
  readonly words: readonly string[];
  /** The row of the draft that it comes from, from 0. */
  readonly from: number;
  /** For "counterpart" the cell to fill, for "near" the cell whose word it is near to. */
  readonly column?: number;
  /** For "near": of the angle between the two words' vectors. */
  readonly cosine?: number;
  /** Who says so: a list, a vocabulary, a model. */
  readonly source: string;
}

/** Rows of another list that may hold a missing counterpart: words under the names of their demographics. */
export interface KnownRows {
  readonly list: string;
  readonly demographics: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const lower = (word: string): string => word.toLocaleLowerCase("en");

/**
 * Suggests rows, each once, in the order of the draft's: plurals of nouns (by natural's inflector), possessives that the vocabulary has as one token
 * (with GPT-2's none: "'s" is a token of its own, which follows any word), compounds of a listed word and another word that are in the vocabulary whole with
 * both partners ("policeman", "policewoman" from "man", "woman"), capitalised rows where the list's case policy does not make them, counterparts for empty cells out of other lists,
 * and words near to listed ones by a model's vectors. Words that the list has are never suggested. Cost: one pass over the vocabulary.
 */
export async function suggestRows(
  draft: Draft,
  tokenizer: Tokenizer,
  known: readonly KnownRows[] = [],
  vectors?: WordVectors,
): Promise<readonly Suggestion[]> {
  const listed = new Set(
    [
      ...draft.equality.flatMap(({ words }) => words),
      ...draft.general.map(({ word }) => word),
      ...draft.neutral.map(({ word }) => word),
    ].map((word) => (draft.description.case === "variants" ? lower(word) : word)),
  );
  const has = (word: string) => listed.has(draft.description.case === "variants" ? lower(word) : word);
  const vocabulary = wholeWords(tokenizer);
  const found = [
    ...(await plurals(draft)),
    ...possessives(draft, tokenizer),
    ...compounds(draft, vocabulary, tokenizer.name),
    ...(draft.description.case === "as-written" ? capitals(draft) : []),
  ].filter(({ words }) => new Set(words).size === words.length && !words.some(has));
  const seen = new Set<string>();
  const fresh = found.filter(({ words }) => {
    const key = JSON.stringify(words);
    return seen.has(key) ? false : seen.add(key);
  });
  const near = vectors === undefined ? [] : nearTo(draft, vectors, has);
  return [...fresh, ...counterparts(draft, known, has), ...near].toSorted((a, b) => a.from - b.from);
}

function nearTo(draft: Draft, vectors: WordVectors, has: (word: string) => boolean): readonly Suggestion[] {
  const source = `the table of tokens of ${vectors.model}`;
  return nearWords(draft, vectors, has).map(({ word, ...place }) => ({
    kind: "near",
    words: [word],
    ...place,
    source,
  }));
}

const isFull = ({ words }: DraftRow): boolean => words.every((word) => word !== "");

async function plurals({ equality }: Draft): Promise<readonly Suggestion[]> {
  const { NounInflector } = await import("natural/lib/natural/inflectors/index.js"); // natural's main entry prints and takes 0.4 s
  const inflector = new NounInflector();
  return equality.flatMap((row, from): Suggestion[] =>
    isFull(row) && row.role === "noun" && row.number !== "plural"
      ? [{ kind: "plural", words: row.words.map((word) => inflector.pluralize(word)), from, source: "natural" }]
      : [],
  );
}

function possessives({ equality }: Draft, tokenizer: Tokenizer): readonly Suggestion[] {
  const source = `the vocabulary of ${tokenizer.name}`;
  const isToken = (word: string): boolean => tokenizer.encode(` ${word}`).length === 1;
  return equality.flatMap((row, from): Suggestion[] => {
    const words = row.words.map((word) => `${word}'s`);
    return isFull(row) && words.every(isToken) ? [{ kind: "possessive", words, from, source }] : [];
  });
}

/** Words of the vocabulary that follow a space: those that a text can hold as one token. */
function wholeWords(tokenizer: Tokenizer): ReadonlySet<string> {
  const words = new Set<string>();
  for (let token = 0; token < tokenizer.vocabularySize; token += 1) {
    const text = tokenizer.decode([token as TokenId]);
    if (/^ \p{L}+$/u.test(text)) words.add(text.slice(1));
  }
  return words;
}

/** A part shorter than this is found in too many words that have nothing to do with it: "he" in "the". */
const shortestPart = 3;

/** Each word of the vocabulary is cut at each place, and its parts looked up among the rows' first words: no row costs a pass of its own. */
function compounds({ equality }: Draft, vocabulary: ReadonlySet<string>, name: string): readonly Suggestion[] {
  const rowsOf = new Map<string, { readonly words: readonly string[]; readonly from: number }[]>();
  for (const [from, row] of equality.entries()) {
    const first = row.words[0] ?? "";
    if (isCompoundable(row)) rowsOf.set(first, [...(rowsOf.get(first) ?? []), { words: row.words, from }]);
  }
  const found = [...vocabulary].flatMap((word) =>
    cutsOf(word)
      .filter(({ rest }) => rest.length >= shortestPart && vocabulary.has(rest))
      .flatMap(({ part, join }) =>
        (rowsOf.get(part) ?? []).map(({ words, from }): Suggestion => ({
          kind: "compound",
          words: words.map(join),
          from,
          source: `the vocabulary of ${name}`,
        })),
      ),
  );
  return found.filter(({ words }) => words.every((one) => vocabulary.has(one))).toSorted((a, b) => a.from - b.from);
}

const isCompoundable = (row: DraftRow): boolean =>
  isFull(row) && row.words.every((word) => word.length >= shortestPart);

/** A way in which a word is made of a part and a rest, with what makes the same of another part. */
interface WordCut {
  readonly part: string;
  readonly rest: string;
  readonly join: (part: string) => string;
}

/** All ways to cut a word. A part that stands at both ends counts at the end. */
function cutsOf(word: string): readonly WordCut[] {
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, i) => i + 1).flatMap((at) => {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    const atEnd = { part: tail, rest: head, join: (part: string) => head + part };
    return word.endsWith(head) ? [atEnd] : [atEnd, { part: head, rest: tail, join: (part: string) => part + tail }];
  });
}

function capitals({ equality }: Draft): readonly Suggestion[] {
  return equality.flatMap((row, from): Suggestion[] =>
    isFull(row)
      ? [{ kind: "capitalised", words: row.words.map(capitalised), from, source: "the list's case policy" }]
      : [],
  );
}

function counterparts(
  draft: Draft,
  known: readonly KnownRows[],
  has: (word: string) => boolean,
): readonly Suggestion[] {
  const names = draft.description.demographics.map(({ name }) => name);
  return draft.equality.flatMap(({ words }, from) =>
    words.flatMap((word, column): Suggestion[] => {
      if (word !== "") return [];
      const options = new Map<string, string>();
      for (const { list, demographics, rows } of known) {
        const at = names.map((name) => demographics.indexOf(name));
        for (const row of rows) {
          const fits = words.some((other, i) => other !== "" && row[at[i] ?? -1] === other);
          const option = row[at[column] ?? -1];
          if (fits && option !== undefined && option !== "" && !has(option) && !options.has(option))
            options.set(option, list);
        }
      }
      return Array.from(options, ([option, list]) => ({
        kind: "counterpart",
        words: [option],
        from,
        column,
        source: `the list ${list}`,
      }));
    }),
  );
}
