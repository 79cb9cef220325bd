/**
 * Writes classifiers/mini/trained-on.bin, by which an audit knows the texts that the classifier was trained on, and names it in the manifest:
 * `npx tsx training/regard-trained-on.ts [DATA]`. training/regard.ts does the same at the end of a training.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeTrainedOn } from "../src/regard/trained-on.ts";
import { labelledSamples, ownSentences, regardTexts } from "./regard-data.ts";

const data = process.argv[2] ?? join(import.meta.dirname, "../../shared/data");
const folder = join(import.meta.dirname, "../classifiers/mini");
const texts = [
  ...regardTexts(data),
  ...ownSentences(import.meta.dirname),
  ...labelledSamples(data, import.meta.dirname),
];
const bytes = writeTrainedOn(texts.map(({ text }) => text));
writeFileSync(join(folder, "trained-on.bin"), bytes);
const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Record<string, unknown>;
manifest["trainedOn"] = { file: "trained-on.bin", texts: bytes.length / 8 };
writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
