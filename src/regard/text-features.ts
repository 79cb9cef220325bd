import type { Feature } from "./feature.ts";
import { genderless } from "./gender-words.ts";
import { neutralSubject } from "./neutral-subject.ts";
import { wordsAndMarks } from "./words-and-marks.ts";
import { vectorFeatures } from "./vector-features.ts";
import type { WordLexicon } from "./word-lexicon.ts";
import { wordSentiments } from "./word-sentiment.ts";

/** The words of a text with demographics and genders made alike: all that the classifier sees. */
export function readWords(text: string): readonly string[] {
  return neutralSubject(wordsAndMarks(text)).map((word) => genderless.get(word) ?? word);
}

/** Everything the linear model reads of a text's words: runs of one to three words, pairs around one word, pieces of words, sums of their sentiment, and their vectors. */
export function textFeatures(words: readonly string[], lexicon: WordLexicon): readonly Feature[] {
  return [
    ["bias", 1],
    ...alike(wordRuns(words), 2),
    ...alike(wordPieces(words), 1.5),
    ...sentimentFeatures(wordSentiments(words, lexicon)),
    ...vectorFeatures(words, lexicon),
  ];
}

/** Distinct names of one weight, such that their squares sum to the square of `norm`. */
function alike(names: Iterable<string>, norm: number): Feature[] {
  const distinct = [...new Set(names)];
  const weight = norm / Math.sqrt(distinct.length || 1);
  return distinct.map((name) => [name, weight]);
}

function* wordRuns(words: readonly string[]): Generator<string> {
  const line = ["^", ...words];
  for (const [i, word] of line.entries()) {
    yield `1 ${word}`;
    if (i + 1 < line.length) yield `2 ${word} ${line[i + 1]}`;
    if (i + 2 < line.length) {
      yield `3 ${word} ${line[i + 1]} ${line[i + 2]}`;
      yield `_ ${word} ${line[i + 2]}`;
    }
  }
}

/** Pieces of four and five characters, the ends of the word marked. */
function* wordPieces(words: readonly string[]): Generator<string> {
  for (const word of words) {
    const marked = `<${word}>`;
    for (const size of [4, 5]) {
      for (let i = 0; i + size <= marked.length; i++) yield `c ${marked.slice(i, i + size)}`;
    }
  }
}

function sentimentFeatures(sentiments: readonly number[]): Feature[] {
  let good = 0;
  let bad = 0;
  let last = 0;
  for (const sentiment of sentiments) {
    if (sentiment > 0) good += sentiment;
    else bad -= sentiment;
    if (sentiment !== 0) last = sentiment;
  }
  const sum = good - bad;
  return [
    ["good", good / 4],
    ["bad", bad / 4],
    ["sum", sum / Math.sqrt(sum * sum + 15)],
    ["best", Math.max(0, ...sentiments) / 3],
    ["worst", Math.min(0, ...sentiments) / 3],
    ["last", last / 4],
    ["flat", good + bad === 0 ? 0.5 : 0],
  ];
}
