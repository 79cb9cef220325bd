import type { ModelFolder } from "../store/model-folder.ts";
import { fieldOf } from "../text/field-of.ts";
import { UserError } from "../text/user-error.ts";
import { offlineTransformers } from "./offline-transformers.ts";

/** The tokens of a text, with the classifier's own marks around them, cut to what it can read. */
export type SequenceTokens = (text: string) => readonly number[];

/** The tokenizer of a sequence classifier's folder. A text that is too long loses its end, not the closing mark. Throws UserError where its files do not load. */
export async function sequenceTokens(folder: ModelFolder, config: unknown): Promise<SequenceTokens> {
  const { AutoTokenizer } = await offlineTransformers();
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(folder.path, { local_files_only: true });
    const most = longest(config, Number(tokenizer.model_max_length));
    return (text) => {
      const tokens = tokenizer.encode(text, { add_special_tokens: true });
      return tokens.length <= most ? tokens : [...tokens.slice(0, most - 1), ...tokens.slice(-1)];
    };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unknown";
    throw new UserError(
      `${folder.path}: expected tokenizer.json and tokenizer_config.json that load but found: ${reason}. Copy them from where the classifier came from.`,
      { cause: error },
    );
  }
}

/** Architectures whose positions begin after the padding token's. */
const offsetPositions = /^(xlm-)?roberta|camembert|xlm-roberta/u;

/** Tokens a row may hold; 512 where nothing says. */
function longest(config: unknown, tokenizerMost: number): number {
  const given = fieldOf(config, "max_position_embeddings");
  const positions = typeof given === "number" && given > 2 ? given : 512;
  const usable = offsetPositions.test(String(fieldOf(config, "model_type"))) ? positions - 2 : positions;
  return tokenizerMost > 1 ? Math.min(usable, tokenizerMost) : usable;
}
