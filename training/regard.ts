import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readNamedArrays, writeNamedArrays } from "../src/regard/named-arrays.ts";
import { regardLabels } from "../src/regard/regard.ts";
import { writeTrainedOn } from "../src/regard/trained-on.ts";
import { arraysOf, wordClassifier } from "../src/regard/word-classifier.ts";
import type { WordLexicon } from "../src/regard/word-lexicon.ts";
import { modelCard } from "./regard-card.ts";
import { distinct, labelledSamples, type Labelled, ownSentences, regardTexts, reviews } from "./regard-data.ts";
import { accuracy, evaluate, type Evaluation, wilson } from "./regard-evaluate.ts";
import { regardLexicon } from "./regard-lexicon.ts";
import { collisions, recipe, trainClassifier, trainingBench } from "./regard-train.ts";

/**
 * Trains classifiers/mini: npx tsx training/regard.ts [--evaluate]
 * The word vectors are kept in training/out and made again where that file is missing; --evaluate cross-validates first (five trainings).
 */
const root = join(import.meta.dirname, "..");
const data = join(root, "../shared/data");
const kept = join(import.meta.dirname, "out");
const started = Date.now();
const log = (line: string): void => console.error(`${((Date.now() - started) / 1000).toFixed(0)} s  ${line}`);

mkdirSync(kept, { recursive: true });
const texts = distinct([
  ...regardTexts(data),
  ...ownSentences(import.meta.dirname),
  ...labelledSamples(data, import.meta.dirname),
]);
log(`${texts.length} labelled texts`);
const lexicon = keptLexicon(texts);
log(`${lexicon.rows.size} words`);
const bench = trainingBench(lexicon, reviews(data), recipe);
log("networks have read the film reviews");
const classifier = trainClassifier(bench, texts);
const bytes = writeNamedArrays(arraysOf(classifier));
const shared = collisions(texts, lexicon, recipe);
log(`${(bytes.length / 2 ** 20).toFixed(1)} MiB, ${(100 * shared).toFixed(1)} % of the features share a bucket`);
const folder = join(root, "classifiers/mini");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "model.bin"), bytes);
const trainedOn = writeTrainedOn(texts.map(({ text }) => text));
writeFileSync(join(folder, "trained-on.bin"), trainedOn);
const trainingTime = (Date.now() - started) / 1000;
writeManifest(undefined);
if (process.argv.includes("--evaluate")) {
  const evaluation = evaluate(bench, texts, log);
  writeManifest(evaluation);
  writeFileSync(
    join(folder, "MODEL_CARD.md"),
    modelCard({ evaluation, texts, trainingTime, shared, size: bytes.length }),
  );
}
log("done");

function keptLexicon(texts: readonly Labelled[]): WordLexicon {
  const path = join(kept, "regard-lexicon.bin");
  const arrays = existsSync(path) ? readNamedArrays(readFileSync(path)) : undefined;
  const known = arrays && wordClassifier(arrays)?.lexicon;
  if (known !== undefined) return known;
  const lexicon = regardLexicon(data, texts);
  const linear = { outputs: regardLabels.length, weights: new Float32Array(regardLabels.length) };
  writeFileSync(path, writeNamedArrays(arraysOf({ lexicon, linear, networks: [] })));
  return lexicon;
}

function writeManifest(evaluation: Evaluation | undefined): void {
  const manifest = {
    version: 1,
    kind: "words",
    model: { file: "model.bin", sha256: createHash("sha256").update(bytes).digest("hex") },
    labels: regardLabels.map((label) => ({ output: label, regard: label })),
    maskToken: "XYZ",
    source: "trained by training/regard.ts; see MODEL_CARD.md",
    licence: "MIT",
    trainedOn: { file: "trained-on.bin", texts: trainedOn.length / 8 },
    accuracy:
      evaluation === undefined
        ? []
        : [
            measured("sentences labelled by people (regard), cross-validated", evaluation.people),
            measured("BERT's labels of texts about an Asian person, a demographic held out", evaluation.asian),
            measured("BERT's labels of texts about a White person, a demographic held out", evaluation.white),
            measured("GPT-2 samples labelled for this project, cross-validated", evaluation.samples),
          ],
  };
  writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

function measured(on: string, judged: Evaluation["people"]): object {
  const share = accuracy(judged);
  return { on, n: judged.length, accuracy: share, interval: wilson(share, judged.length) };
}
