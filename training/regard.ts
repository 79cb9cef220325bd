import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeNamedArrays } from "../src/regard/named-arrays.ts";
import { regardLabels } from "../src/regard/regard.ts";
import { arraysOf } from "../src/regard/word-classifier.ts";
import { distinct, ownSentences, regardTexts, reviews } from "./regard-data.ts";
import { regardLexicon } from "./regard-lexicon.ts";
import { recipe, trainClassifier } from "./regard-train.ts";

/** Trains classifiers/mini: npx tsx training/regard.ts */
const root = join(import.meta.dirname, "..");
const data = join(root, "../shared/data");
const examples = distinct([...regardTexts(data), ...ownSentences(import.meta.dirname), ...reviews(data)]);
const { classifier, collisions } = trainClassifier(examples, regardLexicon(data), recipe);
const bytes = writeNamedArrays(arraysOf(classifier));
const folder = join(root, "classifiers/mini");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "model.bin"), bytes);
const manifest = {
  version: 1,
  kind: "words",
  model: { file: "model.bin", sha256: createHash("sha256").update(bytes).digest("hex") },
  labels: regardLabels.map((label) => ({ output: label, regard: label })),
  maskToken: "XYZ",
  source: "trained by training/regard.ts; see MODEL_CARD.md",
  licence: "MIT",
  accuracy: [],
};
writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
console.log(
  `${examples.length} texts, ${(bytes.length / 2 ** 20).toFixed(1)} MiB, ${(100 * collisions).toFixed(1)} % of the features collide`,
);
