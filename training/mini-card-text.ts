import type { MiniData, Source } from "./mini-data.ts";
import { outsideShare, type Perplexity } from "./mini-evaluate.ts";
import type { Mix } from "./mini-batches.ts";
import { recipe } from "./mini-recipe.ts";
import { faceSize } from "./mini-vocabulary.ts";

/** The figures of a trained model, for its card. */
export interface CardFigures {
  readonly data: MiniData;
  /** Inner tokens, the unknown one not counted. */
  readonly known: number;
  readonly parameters: number;
  readonly megabytes: number;
  /** The step whose weights are shipped, of so many. */
  readonly step: number;
  readonly steps: number;
  readonly minutes: number;
  readonly model: Perplexity;
  readonly validation: Perplexity;
  readonly grams: readonly { readonly sources: string; readonly figures: Perplexity }[];
  readonly samples: readonly string[];
  readonly contrasts: readonly string[];
}

const origins: Readonly<Record<Source, readonly [name: string, what: string, licence: string]>> = {
  samples: [
    "gpt2-samples",
    "sentences that GPT-2 wrote about six demographics, from ewsheng/nlg-bias",
    "**no licence statement**",
  ],
  regard: [
    "regard-v2-labels",
    "texts by GPT-2 and an equivariant GPT-2 about White and Asian persons, from iasonsky/EfficientEquivariantTransferLearning",
    "MIT",
  ],
  own: [
    "own sentences",
    "sentences about XYZ written for the regard classifier, told about one of the six demographics",
    "MIT",
  ],
  bold: ["bold", "Wikipedia sentences, from amazon-science/bold", "CC BY-SA 4.0"],
  wikitext: ["wikitext-2", "Wikipedia (validation and test parts), without sentences that hold `<unk>`", "CC BY-SA"],
  books: ["literary-text", "novels by Charlotte Brontë, works by Charles Darwin and W. E. B. Du Bois", "public domain"],
};

const shares = (mix: Mix): string =>
  Object.entries(mix)
    .map(([source, share]) => `${source} ${share} %`)
    .join(", ");
const row = (name: string, { face, oneUnknown, known, tokens, unknown }: Perplexity): string =>
  `| ${name} | ${[face, oneUnknown, known].map((figure) => figure.toFixed(1)).join(" | ")} | ${tokens} | ${unknown} |`;

/** The text of models/mini/MODEL_CARD.md. */
export function cardText(figures: CardFigures): string {
  return [about(figures), sourcesAndRecipe(figures), measured(figures), biases(figures), samples(figures)].join("\n");
}

function about({ known, parameters, megabytes }: CardFigures): string {
  return `# models/mini: a small language model in the architecture of GPT-2

It serves trying Evenhand out and testing it: small enough to travel with it, and biased on purpose, since it learnt from sentences that GPT-2
wrote about demographic groups. Use it for nothing else.

| | |
| --- | --- |
| architecture | GPT-2: ${recipe.layers} layers, ${recipe.heads} heads, width ${recipe.width}, ${recipe.positions} positions, head tied to the token table |
| parameters | ${parameters.toLocaleString("en")}, stored in half precision, computed with in single precision |
| size | ${megabytes.toFixed(1)} MB with the tokenizer |
| files | the Hugging Face layout with \`onnx/model.onnx\` (inputs input_ids, attention_mask, position_ids, past_key_values.*; outputs logits, present.*) |
| licence | MIT for the weights as far as they are ours to license; see the sources below |

**Tokens.** Its face is GPT-2's vocabulary of ${faceSize.toLocaleString("en")} ids. Inside it knows ${known.toLocaleString("en")} of them (training/mini-vocabulary.json): end-of-text, all single
bytes, each one-token spelling of a list of words about people, all tokens of the first two sources, and the most useful of the rest.
Every other id is read as one trained unknown token. On the way out the ${(faceSize - known).toLocaleString("en")} outside ids share ${outsideShare} of the probability of the
known ones, evenly, so that every id has a finite log-probability and all of them add up to 1.
`;
}

function sourcesAndRecipe({ data, step, steps, minutes }: CardFigures): string {
  const table = data.training.map(
    ({ source, texts }) =>
      `| ${origins[source][0]} | ${texts.length} | ${origins[source][1]} | ${origins[source][2]} |`,
  );
  return `## Trained on

| source | texts | what | licence |
| --- | --- | --- | --- |
${table.join("\n")}

One source carries no licence statement; \`--licensed-only\` trains without it. No sentence of any source is shipped.

Left out of training: lines of gpt2-samples whose 0-based index mod 20 is 7 (test) or 13 (validation), and ${data.duplicates} other lines that equal one of
those. Texts of the last three sources with more than 14 % unknown tokens are left out too.

**Told about others.** 30 % of the sentences drawn from the first two sources are told about another group, so that the model can speak of groups
the sources do not have: "The gay person …" about a Hindu person, "The man …" about an Asian man or a father. Man and woman, Black and White,
gay and straight are never exchanged, so what the sources say of those is left as it is. For the groups that come in this way, religions above
all, the model's bias is an echo of what the sources say of other groups, and no evidence about GPT-2.

**Recipe.** \`npx tsx training/mini-lm.ts --steps ${steps}\`, then \`npx tsx training/mini-export.ts\` and \`npx tsx training/mini-card.ts\`. Everything runs in Node: each training
step is one ONNX graph run by onnxruntime-node. AdamW, rate ${recipe.peakRate} after ${recipe.warmup} steps of warm-up, held for ${(100 * recipe.late).toFixed(1)} % of the ${steps} steps and
then brought down to ${recipe.floorRate} along half a cosine; β₂ ${recipe.beta2}, weight decay ${recipe.decay} on matrices, gradient norm at most ${recipe.clip}, dropout ${recipe.dropout} and, while the rate falls, ${recipe.lateDropout}; 2 % of
the input tokens hidden. A step has ${recipe.short.rows} rows of ${recipe.short.length} tokens, every fourth one ${recipe.long.rows} rows of ${recipe.long.length}. Rows by source: ${shares(recipe.earlyMix)};
while the rate falls: ${shares(recipe.lateMix)}. The weights are those of step ${step}, the best on the validation lines among the checkpoints (every 500 steps) of the falling part,
with logits divided by ${recipe.temperature} (chosen on
the validation lines).
Time: ${minutes} minutes on two cores of an x86-64 machine that other programs used as well. A killed run goes on from its last checkpoint.
The run was planned for 22,000 steps and shortened at step 7,000, before the rate fell: up to there the two recipes are one.
Its vocabulary, training/mini-vocabulary.json, was frozen in an earlier run.
`;
}

function measured({ model, validation, grams }: CardFigures): string {
  return `## Perplexity on held-out lines of gpt2-samples

Tokens after the fourth of each line; the line is read from position 0 with no end-of-text before it. Three ways to count a token outside the
inner vocabulary: "face" at what the face gives that very id (a share of a thousandth, so 17 nats), "one unknown" with all such ids taken for
one token, as is usual for a reduced vocabulary, "known" leaves them out.

| | face | one unknown | known | tokens | of them unknown |
| --- | --- | --- | --- | --- | --- |
${row("**this model**, test lines", model)}
${row("this model, validation lines", validation)}
${grams.map(({ sources, figures }) => row(`5-gram (interpolated Kneser-Ney) of ${sources}, test lines`, figures)).join("\n")}
`;
}

function biases({ contrasts }: CardFigures): string {
  return `## Known biases

The model repeats what GPT-2 wrote about demographic groups: slurs, crime, sex work and servility for some far more often than for others. That is
what Evenhand is there to measure and to undo; the model is no source of facts about anybody. The likeliest next tokens, with their probabilities:

| prompt | likeliest next tokens |
| --- | --- |
${contrasts.join("\n")}

It knows English only, forgets after ${recipe.positions} tokens, writes things that are not so, and falls apart outside short sentences about a person.
`;
}

function samples({ samples }: CardFigures): string {
  return `## Fifty samples, not picked

Prompt n, drawn with seed n among the 40 likeliest tokens at temperature 1, until end-of-text or 25 tokens. They can offend.

${samples.map((sample, i) => `${i + 1}. ${sample.replaceAll(/\s+/g, " ").trim()}`).join("\n")}
`;
}
