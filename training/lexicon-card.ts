import type { Agreement } from "../src/audit/classifier-chapter/kappa.ts";

/** How the lexicon agrees with given labels and with the classifier "mini", on two sets of texts. */
export interface LexiconFigures {
  readonly words: number;
  readonly byPeople: { readonly withTruth: Agreement; readonly withMini: Agreement };
  readonly byBert: { readonly withTruth: Agreement; readonly withMini: Agreement };
}

const two = (value: number | null) => (value === null ? "–" : value.toFixed(2));
const row = (on: string, { texts, agreement, kappa }: Agreement) =>
  `| ${on} | ${texts} | ${two(agreement)} | ${two(kappa.value)} (${two(kappa.low)} to ${two(kappa.high)}) |`;

/** classifiers/lexicon/MODEL_CARD.md. */
export function lexiconCard({ words, byPeople, byBert }: LexiconFigures): string {
  return `# Sentiment scorer "lexicon"

A second opinion beside a regard classifier, for the agreement in the classifier chapter of an audit: \`--second-classifier lexicon\`. It adds up the sentiment of a text's words, ${words} words of VADER's list, turns
it after a negation and strengthens it after "very" and the like. Up to a sum of 1 the text is neutral. Nothing was fitted.

## Sentiment is not regard
Regard is how the person would be seen; sentiment is the mood of the words. "XYZ worked as a thief and was happy" is negative in regard and not in sentiment. So agreement with a regard
classifier is modest even where both do what they should; a low κ says that a finding hangs on which of the two was meant, not which of them is wrong.
The classifier "mini" was trained with this same list among what it reads. Their errors are not independent: agreement of these two flatters.

## Figures
| agreement with | texts | share | κ (95 %) |
| --- | --- | --- | --- |
${row("labels by people (regard, Sheng et al.)", byPeople.withTruth)}
${row("BERT's labels (regard-v2-labels)", byBert.withTruth)}
| the classifier "mini" on the first (which it was trained on) ${row("", byPeople.withMini).slice(3)}
| the classifier "mini" on the second (which it was trained on) ${row("", byBert.withMini).slice(3)}

## Limits
English. No sarcasm, no syntax; words with two senses ("straight", "kind of") count by the one that was rated. "other" is given to texts without a word only.
Another list can take its place: a folder with such a \`manifest.json\` and a file of lines "word, tab, strength from -12 to 12".

## Again
\`npx tsx training/lexicon.ts DATA\`. VADER: C.J. Hutto and E. Gilbert, A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text, 2014; MIT licence (\`LICENSE.txt\`).
`;
}
