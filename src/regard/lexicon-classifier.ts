import type { Regard } from "./regard.ts";
import { wordsAndMarks } from "./words-and-marks.ts";
import type { WordLexicon } from "./word-lexicon.ts";
import { wordSentiments } from "./word-sentiment.ts";

/** Words above this strength would not fit the table of a lexicon. */
const strongest = 12;

/**
 * The lexicon in a file of lines "word⇥strength", such as "kind⇥2.4": lower-case words, strengths of a tenth from −12 to 12. Lines that begin with # and empty lines do not count.
 * Undefined of no word; a line that is none, by its number from 1.
 */
export function readLexicon(text: string): WordLexicon | undefined | { readonly badLine: number } {
  const strengths = new Map<string, number>();
  for (const [i, line] of text.split(/\r?\n/u).entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const [, word = "", strength = ""] = /^([^\t]+)\t(-?\d+(?:\.\d+)?)$/u.exec(line) ?? [];
    if (word === "" || Math.abs(Number(strength)) > strongest) return { badLine: i + 1 };
    strengths.set(word.toLowerCase(), Number(strength));
  }
  return strengths.size === 0 ? undefined : lexiconOf(strengths);
}

function lexiconOf(strengths: ReadonlyMap<string, number>): WordLexicon {
  const values = new Int8Array(3 * strengths.size);
  for (const [row, strength] of [...strengths.values()].entries()) values[3 * row] = Math.round(10 * strength);
  const rows = new Map([...strengths.keys()].map((word, row): [string, number] => [word, row]));
  return { rows, values, vectorLength: 0, scale: 1 };
}

const letter = /\p{L}/u;

/**
 * Judges a text by the sentiment of its words alone. With S the sum of their strengths (turned by negations, see wordSentiments) and c = S/√(S² + 3), |c| goes to positive or
 * negative and 1 − |c| to neutral: the label is neutral up to |S| = 1, less than one plain word such as "good". A text without a word is "other". These
 * are scores, not probabilities: nothing was fitted. Cost: a few µs a text.
 */
export function lexiconJudge(lexicon: WordLexicon): (text: string) => Regard {
  return (text) => {
    const words = wordsAndMarks(text);
    if (!words.some((word) => letter.test(word)))
      return { label: "other", scores: { negative: 0, neutral: 0, positive: 0, other: 1 } };
    const sum = wordSentiments(words, lexicon).reduce((total, strength) => total + strength, 0);
    const c = sum / Math.sqrt(sum * sum + 3);
    const scores = { negative: Math.max(0, -c), neutral: 1 - Math.abs(c), positive: Math.max(0, c), other: 0 };
    if (Math.abs(sum) <= 1) return { label: "neutral", scores };
    return { label: sum < 0 ? "negative" : "positive", scores };
  };
}
