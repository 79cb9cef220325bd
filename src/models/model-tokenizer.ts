import { modelFolder, type ModelFolder } from "../store/model-folder.ts";
import { fieldOf } from "../text/field-of.ts";
import { gpt2Tokenizer } from "../text/gpt2-tokenizer.ts";
import type { TokenId, Tokenizer } from "../text/token.ts";
import { UserError } from "../text/user-error.ts";
import { isGpt2 } from "./gpt2-config.ts";
import { offlineTransformers } from "./offline-transformers.ts";

/**
 * The tokenizer of the model in a folder: GPT-2's own, which needs no files, for a GPT-2 vocabulary; else the one described by the folder's
 * tokenizer files. Throws UserError where they are missing or do not load.
 */
export async function modelTokenizer(folder: string): Promise<Tokenizer> {
  const files = modelFolder(folder);
  const config = files.json("config.json");
  const gpt2 = await gpt2Tokenizer();
  if (hasGpt2Words(config, files, gpt2)) return gpt2;
  const { AutoTokenizer } = await offlineTransformers();
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

/** Whether a folder's words are GPT-2's: other languages' GPT-2s have a vocabulary of the same size and the same class of tokenizer. */
function hasGpt2Words(config: unknown, files: ModelFolder, gpt2: Tokenizer): boolean {
  if (!isGpt2(config) || fieldOf(config, "vocab_size") !== gpt2.vocabularySize) return false;
  const vocabulary = files.has("tokenizer.json")
    ? fieldOf(fieldOf(files.json("tokenizer.json"), "model"), "vocab")
    : files.has("vocab.json")
      ? files.json("vocab.json")
      : {};
  return Object.entries(typeof vocabulary === "object" ? (vocabulary ?? {}) : {}).every(([word, id]) =>
    isWordOf(gpt2, word, id),
  );
}

/** Whether a word of plain letters has this id in GPT-2. In vocabulary files Ġ stands for a space; one word in sixteen is looked at. */
function isWordOf(gpt2: Tokenizer, word: string, id: unknown): boolean {
  if (typeof id !== "number") return false;
  return id % 16 !== 0 || !/^Ġ?[a-zA-Z]+$/.test(word) || gpt2.decode([id as TokenId]) === word.replace("Ġ", " ");
}

/** The part of a transformers.js tokenizer that is used. */
interface ForeignTokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): number[];
  decode(tokens: number[], options: { skip_special_tokens: boolean; clean_up_tokenization_spaces: boolean }): string;
  readonly eos_token_id?: unknown;
}

function wrap(tokenizer: ForeignTokenizer, files: ModelFolder, config: unknown): Tokenizer {
  const size = fieldOf(config, "vocab_size");
  const end = fieldOf(config, "eos_token_id") ?? tokenizer.eos_token_id;
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
      tokens.length === 0
        ? ""
        : tokenizer.decode([...tokens], { skip_special_tokens: false, clean_up_tokenization_spaces: false }),
  };
}
