import type { Problem } from "./problem.ts";
import type { CasePolicy, EqualityRow, ListedWord, WordList } from "./word-list.ts";
import { writtenForms } from "./written-forms.ts";

/** What is wrong with the words themselves, whatever the tokenizer: repeated rows, words in two places, overlaps of E, N and G. */
export function lintWords(list: WordList): readonly Problem[] {
  const { equality, neutral, general } = filesOf(list);
  return [
    ...lintEquality(list.equality, equality, list.description.case),
    ...repeatedWords(list.neutral, neutral),
    ...repeatedWords(list.general, general),
    ...overlaps(list),
    ...splitRows(list, equality),
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

function lintEquality(rows: readonly EqualityRow[], file: string, policy: CasePolicy): readonly Problem[] {
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
    problems.push(...elsewhere(row, file, policy, places));
  }
  return problems;
}

/** The words of a row, in any of their written forms, that stand in an earlier row; its own are added to the places. */
function elsewhere(row: EqualityRow, file: string, policy: CasePolicy, places: Map<string, Place>): readonly Problem[] {
  const problems = new Map<string, Problem>();
  for (const forms of writtenForms(row.words, policy)) {
    for (const [column, form] of forms.entries()) {
      const earlier = places.get(form);
      if (earlier === undefined) places.set(form, { row, column });
      else if (earlier.row !== row) {
        const code = earlier.column === column ? "many-to-one" : "word-in-two-rows";
        const key = `${column} ${earlier.row.row}`;
        const told = { code, file, row: row.row, words: [form], other: `row ${earlier.row.row}` } as const;
        if (!problems.has(key)) problems.set(key, told);
      }
    }
  }
  return [...problems.values()];
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
  const key = list.description.case === "variants" ? lower : (word: string) => word;
  const inEquality = new Set(list.equality.flatMap(({ words }) => words.map(key)));
  const inGeneral = new Set(list.general.map(({ word }) => key(word)));
  return list.neutral.flatMap(({ word, row }): Problem[] => {
    const place = { file: neutral, row, code: "overlap" as const, words: [word] };
    return [
      ...(inEquality.has(key(word)) ? [{ ...place, other: equality }] : []),
      ...(inGeneral.has(key(word)) ? [{ ...place, other: general }] : []),
    ];
  });
}

const lower = (word: string): string => word.toLowerCase();

/** Rows of which some words are general and some are not: the relaxed action leaves the whole row alone, but only the general ones to the model. */
function splitRows(list: WordList, file: string): readonly Problem[] {
  const general = new Set(list.general.map(({ word }) => lower(word)));
  return list.equality.flatMap(({ words, row }): Problem[] => {
    const split = words.filter((word) => general.has(lower(word)));
    if (split.length === 0 || split.length === words.length) return [];
    const rest = words.filter((word) => !general.has(lower(word)));
    return [{ code: "general-row-split", file, row, words: split, rest }];
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
