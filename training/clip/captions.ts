import "../../src/models/no-telemetry.ts";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AutoTokenizer, env } from "@xenova/transformers";
import { writeAtomically } from "../../src/store/atomic-write.ts";
import { loadPrompts } from "../../src/store/prompts.ts";
import { promptsOf, spokenLabel } from "../../src/text/prompts.ts";
import type { Captions } from "./batches.ts";
import { learnBytePairs } from "./byte-pairs.ts";
import { recipe, textShape } from "./recipe.ts";
import { tokenizerFiles } from "./tokenizer-files.ts";

/** What the text tower is taught: the captions, as the shipped tokenizer cuts them. */
export interface CaptionSet {
  readonly captions: Captions;
  /** Tokens of the vocabulary. */
  readonly vocabulary: number;
  /** The tokenizer's files by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Every shipped prompt with the name of every class, cut by a byte-pair vocabulary learnt from these captions. The tokenizer is written to `work` and read from there. */
export async function readCaptions(classes: readonly string[], work: string): Promise<CaptionSet> {
  const prompts = loadPrompts("clip");
  const texts = classes.map((name) => promptsOf(prompts, spokenLabel(name)));
  const pairs = learnBytePairs(texts.flat(), recipe.mostMerges);
  const vocabulary = Object.keys(pairs.vocabulary).length;
  const files = tokenizerFiles(pairs, textShape(vocabulary).positions);
  const folder = join(work, "tokenizer");
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries({ ...files, "config.json": '{"model_type":"clip"}' }))
    await writeAtomically(join(folder, name), content);
  env.allowRemoteModels = false;
  const tokenizer = await AutoTokenizer.from_pretrained(folder, { local_files_only: true });
  return { captions: texts.map((own) => own.map((text) => tokenizer.encode(text))), vocabulary, files };
}
