import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { encode } from "gpt-tokenizer/encoding/gpt2";
import { demographicWords, spellings } from "./mini-demographics.ts";
import type { Source, Texts } from "./mini-data.ts";

/** GPT-2's vocabulary. */
export const faceSize = 50_257;
/** GPT-2's end-of-text token. */
export const endOfText = 50_256;

/** Sources whose every token and text is kept. */
export const keptWhole: ReadonlySet<Source> = new Set(["samples", "regard"]);

/** The reduced vocabulary: inner token i stands for GPT-2 token ids[i], in any order. Every other GPT-2 token is read as inner token ids.length. */
export interface InnerVocabulary {
  readonly ids: readonly number[];
}

/** For each GPT-2 token its inner one, or ids.length. */
export function innerTable({ ids }: InnerVocabulary): Int32Array {
  const table = new Int32Array(faceSize).fill(ids.length);
  for (const [inner, id] of ids.entries()) table[id] = inner;
  return table;
}

/**
 * Chooses `size` GPT-2 tokens: end-of-text, all single bytes, each one-token spelling of a demographic word (ours and the lists'), all tokens of the
 * samples and of regard-v2-labels, then those with the largest count in the other texts (books at 0.3) over GPT-2 rank + 500: GPT-2's own order tells
 * how common a token is in its training texts, in whose style the samples are.
 */
export function chooseVocabulary(training: readonly Texts[], words: readonly string[], size: number): InnerVocabulary {
  const chosen = new Set<number>([endOfText, ...Array.from({ length: 256 }, (_, byte) => byte)]);
  const spelled = [...demographicWords, ...words].flatMap(spellings).map((form) => encode(form));
  for (const [first, ...rest] of spelled) if (first !== undefined && rest.length === 0) chosen.add(first);
  const counts = new Map<number, number>();
  for (const { source, tokens } of encoded(training)) {
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + (source === "books" ? 0.3 : 1));
    if (keptWhole.has(source)) for (const token of tokens) chosen.add(token);
  }
  const best = [...counts.keys()].filter((id) => !chosen.has(id)).sort((a, b) => value(b, counts) - value(a, counts));
  return { ids: [...chosen, ...best.slice(0, Math.max(0, size - chosen.size))].sort((a, b) => a - b) };
}

const encoded = (
  training: readonly Texts[],
): readonly { readonly source: Source; readonly tokens: readonly number[] }[] =>
  training.map(({ source, texts }) => ({ source, tokens: texts.flatMap((text) => encode(text)) }));

/** How much a token is worth having: the logarithm of its count over its rank. */
const value = (id: number, counts: ReadonlyMap<number, number>): number =>
  Math.log(counts.get(id) ?? 0) - Math.log(id + 500);

/** Every cell of the CSV files one level below `folder`; none where the folder is absent. */
export async function listedWords(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = await Promise.all(
    names.filter((name) => name.endsWith(".csv")).map((name) => readFile(join(folder, name), "utf8")),
  );
  return [
    ...new Set(
      files
        .flatMap((text) => text.split(/[\n,;"]+/))
        .map((cell) => cell.trim())
        .filter((cell) => cell !== ""),
    ),
  ];
}
