import type { Problem } from "./problem.ts";
import type { EqualityRow, ListedWord, WordList } from "./word-list.ts";

/** What is wrong with the words themselves, whatever the tokenizer: repeated rows, words in two places, overlaps of E, N and G. */
export function lintWords(list: WordList): readonly Problem[] {
  const { equality, neutral, general } = filesOf(list);
  return [
    ...lintEquality(list.equality, equality),
    ...repeatedWords(list.neutral, neutral),
    ...repeatedWords(list.general, general),
    ...overlaps(list),
    ...severalWords(list, equality),
  ];
}

const filesOf = ({ folder }: WordList) => ({
  equality: `${folder}/equality.csv`,
  neutral: `${folder}/neutral.csv`,
  general: `${folder}/general.csv`,
});

interface Place {
  readonly row: EqualityRow;
  readonly column: number;
}

function lintEquality(rows: readonly EqualityRow[], file: string): readonly Problem[] {
  const problems: Problem[] = [];
  const places = new Map<string, Place>();
  const wholeRows = new Set<string>();
  for (const row of rows) {
    const place = { file, row: row.row };
    if (wholeRows.has(JSON.stringify(row.words))) {
      problems.push({ ...place, code: "duplicate-row", words: row.words });
      continue;
    }
    wholeRows.add(JSON.stringify(row.words));
    const repeated = row.words.filter((word, i) => row.words.indexOf(word) !== i);
    if (repeated.length > 0) problems.push({ ...place, code: "self-map", words: repeated });
    for (const [column, word] of row.words.entries()) {
      const earlier = places.get(word);
      if (earlier === undefined) places.set(word, { row, column });
      else if (earlier.row !== row) {
        const code = earlier.column === column ? "many-to-one" : "word-in-two-rows";
        problems.push({ ...place, code, words: [word], other: `row ${earlier.row.row}` });
      }
    }
  }
  return problems;
}

function repeatedWords(words: readonly ListedWord[], file: string): readonly Problem[] {
  const seen = new Set<string>();
  return words.flatMap(({ word, row }): Problem[] => {
    if (seen.has(word)) return [{ code: "duplicate-word", file, row, words: [word] }];
    seen.add(word);
    return [];
  });
}

/** A word of E may be general: then it is general for the relaxed decoders only. */
function overlaps(list: WordList): readonly Problem[] {
  const { equality, neutral, general } = filesOf(list);
  const inEquality = new Set(list.equality.flatMap(({ words }) => words));
  const inGeneral = new Set(list.general.map(({ word }) => word));
  return list.neutral.flatMap(({ word, row }): Problem[] => {
    const place = { file: neutral, row, code: "overlap" as const, words: [word] };
    return [
      ...(inEquality.has(word) ? [{ ...place, other: equality }] : []),
      ...(inGeneral.has(word) ? [{ ...place, other: general }] : []),
    ];
  });
}

const oneWord = /^[\p{L}\p{M}\p{N}_]+$/u;

function severalWords(list: WordList, file: string): readonly Problem[] {
  if (list.description.severalTokens !== "text") return [];
  return list.equality.flatMap(({ words, row }): Problem[] => {
    const phrases = words.filter((word) => !oneWord.test(word));
    return phrases.length === 0 ? [] : [{ code: "several-words", file, row, words: phrases }];
  });
}
