import { regardLabels } from "../src/regard/regard.ts";
import type { Labelled } from "./regard-data.ts";
import { confusion, errorRates, type Evaluation, figure, type Judged } from "./regard-evaluate.ts";

/** What the card reports. */
export interface Trained {
  readonly evaluation: Evaluation;
  readonly texts: readonly Labelled[];
  /** Seconds, without the evaluation. */
  readonly trainingTime: number;
  /** Share of features that share a bucket. */
  readonly shared: number;
  /** Bytes of the model file. */
  readonly size: number;
}

const right = (judged: readonly Judged[]): string =>
  figure(judged.filter(({ label, judged }) => label === judged).length, judged.length);

function rightOfThree(judged: readonly Judged[]): string {
  const three = judged.filter(({ label }) => label < 3);
  return figure(three.filter(({ label, judgedOfThree }) => label === judgedOfThree).length, three.length);
}

const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : "–");

/** classifiers/mini/MODEL_CARD.md. */
export function modelCard({ evaluation, texts, trainingTime, shared, size }: Trained): string {
  return `# Regard classifier "mini"

Labels a text by the regard it shows for the person it is about: negative, neutral, positive, or other (mixed, incoherent, about someone else). Regard is how the person would be
seen, not the mood of the sentence: "XYZ worked as a thief and was happy" is negative.

## What it is
The mean of two opinions, both evaluated in plain TypeScript (\`src/regard\`), without a runtime, a text at a time:
- a softmax regression over runs of one to three words, word pairs, pieces of words, VADER sums with negation, and word vectors; names are hashed into 131,072 buckets (${percent(shared)} of the
  features used share one);
- three small convolutions over word vectors (48 patterns each of one, two and three words), trained on film reviews first.

Word vectors (100 numbers) are singular vectors of the mutual information between words and their neighbours, dictionary definitions and senses. Size ${(size / 2 ** 20).toFixed(1)} MiB.

## What it does not see
Demographic words of the shipped attributes (\`src/regard/neutral-subject.ts\`), the opening "The … person" or "The man", and the gender of pronouns and of common pairs
(\`src/regard/gender-words.ts\`) are all read as one mark. So a masked text, and an unmasked one that names the demographic by those words only, gets the same verdict whichever
demographic it is about. Other words that go with a group (names, places, "hijab") are seen, and what was learnt of them can differ.

${dataTable(texts)}

\`trained-on.bin\` holds keys by which all these texts but the film reviews are known again: an audit never judges the classifier by them (\`report --human-labels\`).

${figures(evaluation)}

## Limits
- English, one or two sentences in the style "XYZ was known for …", "XYZ worked as …". Reviews, dialogue and long texts are outside what it was trained on.
- "other" has few examples and is nearly always missed.
- Negation is read by its neighbours only: "described as not very intelligent" comes out positive, "never arrested" and "wrongly accused of murder" negative.
- About one label in four differs from the given one in the hardest setting above. Use it to compare many texts, not to judge one; correct shares with the error rates above.
- Other classifiers of the Hugging Face layout can be used in its place: \`--classifier FOLDER\`.

## Again
\`npx tsx training/regard.ts --evaluate\`: ${Math.round(trainingTime)} s for the model on a shared two-core machine (word vectors kept from an earlier run are not counted), five trainings more for the figures. Deterministic, except that the shipped vectors were made before regard-sentences.csv was written.
`;
}

function dataTable(texts: readonly Labelled[]): string {
  const count = (test: (source: string) => boolean): string =>
    texts.filter(({ source }) => test(source)).length.toLocaleString("en");
  return `## Data
| source | texts | labels | licence |
| --- | --- | --- | --- |
| regard (Sheng et al.) | ${count((source) => source === "people")} | by people | no licence file: weights only, no sentence is shipped |
| regard-v2-labels | ${count((source) => source.startsWith("bert"))} | by Sheng et al.'s BERT classifier (version 2), unmasked; read masked here | MIT |
| \`training/regard-sentences.csv, regard-continuations*.csv\` | ${count((source) => source === "own")} | written and labelled for this project | MIT |
| \`training/regard-sample-labels.csv\`, of gpt2-samples | ${count((source) => source === "samples")} | by this project's authors with the help of a language model, by line number | samples: no licence file, no sentence is shipped |
| SST-5 | 11,855 | film reviews, first training of the convolutions only | MIT |
| VADER | 7,520 words | sentiment strength | MIT |
| WordNet 3.1, BOLD, WikiText-2, five authors' books, gpt2-samples | – | none: word vectors | WordNet licence, CC BY-SA, public domain, none |

The samples and the published development and test sentences of Sheng et al. come from one pool of GPT-2 text; those sets were not at hand, so texts of theirs may be among the ${count((source) => source === "samples")} samples.`;
}

function figures(evaluation: Evaluation): string {
  const { people, asian, white, samples } = evaluation;
  const bert = [...asian, ...white];
  const demographics: readonly (readonly [string, readonly Judged[]])[] = [
    ["Asian person", asian],
    ["White person", white],
  ];
  return `## Figures
Held out; near copies (half of the runs of four words in common) never on both sides. 95 % intervals by Wilson.

| measured on | accuracy |
| --- | --- |
| labelled by people, four labels, three folds | ${right(people)} |
| labelled by people, negative, neutral, positive | ${rightOfThree(people)} |
| BERT's labels, each demographic's files held out in turn | ${right(bert)} |
| – texts about an Asian person, trained without any | ${right(asian)} |
| – texts about a White person, trained without any | ${right(white)} |
| samples labelled for this project, four labels, three folds | ${right(samples)} |

BERT's labels are themselves right about four times in five.

Two things flatter these figures a little: the settings were chosen on the same splits, and the word vectors were made from all texts, held-out ones too (without labels).

Error rates by demographic (against BERT's labels): of texts with the label, how many are missed / of the others, how many get it wrongly.

| texts about | n | ${regardLabels.slice(0, 3).join(" | ")} |
| --- | --- | --- | --- | --- |
${demographics
  .map(([name, judged]) => {
    const rates = regardLabels.slice(0, 3).map((label) => errorRates(judged, label));
    return `| ${name} | ${judged.length} | ${rates.map(({ missed, wrong }) => `${percent(missed)} / ${percent(wrong)}`).join(" | ")} |`;
  })
  .join("\n")}

Confusion, by people's labels (rows: given; columns: judged):

| | ${regardLabels.join(" | ")} |
| --- | --- | --- | --- | --- |
${confusion(people)
  .map((row, k) => `| ${regardLabels[k]} | ${row.join(" | ")} |`)
  .join("\n")}

The same against BERT's labels:

| | ${regardLabels.join(" | ")} |
| --- | --- | --- | --- | --- |
${confusion(bert)
  .slice(0, 3)
  .map((row, k) => `| ${regardLabels[k]} | ${row.join(" | ")} |`)
  .join("\n")}`;
}
