import { type BytePairs, endOfText, startOfText, wordPattern } from "./byte-pairs.ts";

const pretty = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** How a text is cut into words: Unicode in its composed form, single spaces, lower case, then CLIP's pattern. */
const reading = {
  normalizer: {
    type: "Sequence",
    normalizers: [
      { type: "NFC" },
      { type: "Replace", pattern: { Regex: String.raw`\s+` }, content: " " },
      { type: "Lowercase" },
    ],
  },
  pre_tokenizer: {
    type: "Sequence",
    pretokenizers: [
      { type: "Split", pattern: { Regex: wordPattern }, behavior: "Removed", invert: true },
      { type: "ByteLevel", add_prefix_space: false, trim_offsets: true },
    ],
  },
};

/** The tokenizer files of a folder in the layout of the public CLIP models. */
export function tokenizerFiles({ vocabulary, merges }: BytePairs, positions: number): Record<string, string> {
  const idOf = (token: string): number => vocabulary[token] ?? 0;
  const special = (content: string, normalized: boolean): object => ({
    id: idOf(content),
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized,
    special: true,
  });
  const names = { bos_token: startOfText, eos_token: endOfText, unk_token: endOfText, pad_token: endOfText };
  return {
    "tokenizer.json": JSON.stringify({
      version: "1.0",
      truncation: null,
      padding: null,
      added_tokens: [special(startOfText, true), special(endOfText, false)],
      ...reading,
      post_processor: {
        type: "RobertaProcessing",
        sep: [endOfText, idOf(endOfText)],
        cls: [startOfText, idOf(startOfText)],
        trim_offsets: false,
        add_prefix_space: false,
      },
      decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true },
      model: {
        type: "BPE",
        dropout: null,
        unk_token: endOfText,
        continuing_subword_prefix: "",
        end_of_word_suffix: "</w>",
        fuse_unk: false,
        vocab: vocabulary,
        merges,
      },
    }),
    "vocab.json": JSON.stringify(vocabulary),
    "merges.txt": `#version: 0.2\n${merges.join("\n")}\n`,
    "special_tokens_map.json": pretty(names),
    "tokenizer_config.json": pretty({
      ...names,
      add_prefix_space: false,
      do_lower_case: true,
      errors: "replace",
      model_max_length: positions,
      tokenizer_class: "CLIPTokenizer",
    }),
  };
}
