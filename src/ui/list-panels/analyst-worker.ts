import { parentPort } from "node:worker_threads";
import { findModel } from "../../models/find-model.ts";
import { modelTokenizer } from "../../models/model-tokenizer.ts";
import { wordVectors } from "../../models/word-vectors.ts";
import { hubOptions } from "../../pipelines/network.ts";
import { analyst } from "./analyst.ts";
import type { Answered, Asked } from "./analyst-protocol.ts";

const opened = openAnalyst();

async function openAnalyst() {
  const folder = await findModel("mini", hubOptions({}));
  const tokenizer = await modelTokenizer(folder);
  return analyst(tokenizer, () => wordVectors(folder, "mini", tokenizer));
}

let last: Promise<void> = Promise.resolve();
parentPort?.on("message", (asked: Asked) => {
  last = last.then(() => answer(asked)); // one after the other: a question may be about the draft of the one before
});

async function answer({ id, question }: Asked): Promise<void> {
  const answered = await opened
    .then(async (one): Promise<Answered> => ({ id, value: await one.answer(question) }))
    .catch((error: unknown): Answered => ({ id, failure: error instanceof Error ? error.message : String(error) }));
  parentPort?.postMessage(answered, []);
}
