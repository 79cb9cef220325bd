import { modelFolder, type ModelFolder } from "../store/model-folder.ts";
import { gpt2Tokenizer } from "../text/gpt2-tokenizer.ts";
import type { TokenId, Tokenizer } from "../text/token.ts";
import { UserError } from "../text/user-error.ts";

/**
 * The tokenizer of the model in a folder: GPT-2's own, which needs no files, for a GPT-2 vocabulary; else the one described by the folder's
 * tokenizer files. Throws UserError where they are missing or do not load.
 */
export async function modelTokenizer(folder: string): Promise<Tokenizer> {
  const files = modelFolder(folder);
  const config = files.json("config.json");
  if (isGpt2(config, files)) return gpt2Tokenizer();
  const { AutoTokenizer, env } = await import("@xenova/transformers");
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(files.path, { local_files_only: true });
    return wrap(tokenizer, files, config);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unknown";
    throw new UserError(
      `${files.path}: expected tokenizer.json and tokenizer_config.json that load but found: ${reason}. Copy them from where the model came from.`,
      { cause: error },
    );
  }
}

/** GPT-2's vocabulary has 50,257 tokens. A folder whose own tokenizer files say otherwise is believed. */
function isGpt2(config: unknown, files: ModelFolder): boolean {
  if (read(config, "model_type") !== "gpt2" || read(config, "vocab_size") !== 50_257) return false;
  if (!files.has("tokenizer_config.json")) return true;
  const kind = read(files.json("tokenizer_config.json"), "tokenizer_class");
  return kind === undefined || kind === "GPT2Tokenizer" || kind === "GPT2TokenizerFast";
}

const read = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

/** The part of a transformers.js tokenizer that is used. */
interface ForeignTokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): number[];
  decode(tokens: number[], options: { skip_special_tokens: boolean; clean_up_tokenization_spaces: boolean }): string;
  readonly eos_token_id?: unknown;
}

function wrap(tokenizer: ForeignTokenizer, files: ModelFolder, config: unknown): Tokenizer {
  const size = read(config, "vocab_size");
  const end = read(config, "eos_token_id") ?? tokenizer.eos_token_id;
  const endOfText = Array.isArray(end) ? (end as unknown[])[0] : end;
  if (typeof size !== "number" || typeof endOfText !== "number") {
    throw new UserError(
      `${files.pathOf("config.json")}: expected vocab_size and eos_token_id but found ${JSON.stringify({ vocab_size: size, eos_token_id: end })}. Copy the file from where the model came from.`,
    );
  }
  return {
    name: files.path,
    vocabularySize: size,
    endOfText: endOfText as TokenId,
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }) as TokenId[],
    decode: (tokens) =>
      tokenizer.decode([...tokens], { skip_special_tokens: false, clean_up_tokenization_spaces: false }),
  };
}
