import { findModel } from "../../models/find-model.ts";
import { modelTokenizer } from "../../models/model-tokenizer.ts";
import { hubOptions } from "../../pipelines/network.ts";
import type { Tokenizer } from "../../text/token.ts";
import type { WordsOptions } from "./words-options.ts";
import { networkOf } from "../network.ts";
import type { Terminal } from "../terminal.ts";

/** The tokenizer of the model that the options name, and the model's folder; the model itself is not opened. */
export async function findTokenizer(
  options: WordsOptions,
  terminal: Terminal,
): Promise<{ readonly tokenizer: Tokenizer; readonly model: string }> {
  const model = await findModel(options.model, hubOptions(networkOf(terminal, options)));
  return { tokenizer: await modelTokenizer(model), model };
}

/** The tokenizer of the model that the options name. */
export const openTokenizer = async (options: WordsOptions, terminal: Terminal): Promise<Tokenizer> =>
  (await findTokenizer(options, terminal)).tokenizer;
