import type { CausalLM } from "../decode/causal-lm.ts";
import { openCausalLM } from "../models/causal-lm.ts";
import { findModel } from "../models/find-model.ts";
import { modelTokenizer } from "../models/model-tokenizer.ts";
import type { RegardClassifier } from "../regard/regard.ts";
import type { Tokenizer } from "../text/token.ts";
import { hubOptions, type Network } from "./network.ts";
import { openClassifier } from "./open-classifier.ts";
import { loadWords } from "../store/word-lists.ts";
import { openWords } from "./open-words.ts";
import type { TextTools } from "./text-generation.ts";

/** Which model, classifier and word lists to open, by their names. */
export interface TextNames {
  readonly model: string;
  readonly classifier: string;
  readonly words: string;
  readonly threads?: number;
  readonly allowBatchDependent?: boolean;
}

/** What was opened: the tools of text generation, once for each of the word lists. */
export interface OpenText {
  readonly model: CausalLM;
  readonly tokenizer: Tokenizer;
  readonly classifier: RegardClassifier;
  readonly each: readonly TextTools[];
  close(): Promise<void>;
}

/** Opens everything that text generation needs, word lists first: they are quick to read and often wrong. Throws UserError on what cannot be opened. */
export async function openText(names: TextNames, network: Network = {}): Promise<OpenText> {
  const lists = loadWords(names.words);
  const folder = await findModel(names.model, hubOptions(network));
  const tokenizer = await modelTokenizer(folder);
  const words = await Promise.all(lists.map((read) => openWords(read, tokenizer)));
  const classifier = await openClassifier(names.classifier, network);
  const { threads, allowBatchDependent = false } = names;
  const model = await openCausalLM(folder, {
    name: names.model,
    allowBatchDependent,
    ...(threads === undefined ? {} : { threads }),
  });
  return {
    model,
    tokenizer,
    classifier,
    each: words.map((some) => ({ model, tokenizer, classifier, words: some })),
    close: async () => {
      await model.close();
      await classifier.close();
    },
  };
}
