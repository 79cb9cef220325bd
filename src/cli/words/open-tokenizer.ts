import { findModel } from "../../models/find-model.ts";
import { modelTokenizer } from "../../models/model-tokenizer.ts";
import { hubOptions } from "../../pipelines/network.ts";
import type { Tokenizer } from "../../text/token.ts";
import type { WordsOptions } from "./words-options.ts";
import { networkOf } from "../network.ts";
import type { Terminal } from "../terminal.ts";

/** The tokenizer of the model that the options name; the model itself is not opened. */
export async function openTokenizer(options: WordsOptions, terminal: Terminal): Promise<Tokenizer> {
  return modelTokenizer(await findModel(options.model, hubOptions(networkOf(terminal, options))));
}
