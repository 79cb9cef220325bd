import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { encode } from "gpt-tokenizer/encoding/gpt2";
import { demographicWords, spellings } from "./mini-demographics.ts";
import type { Texts } from "./mini-data.ts";

/** GPT-2's vocabulary. */
export const faceSize = 50_257;
/** GPT-2's end-of-text token. */
export const endOfText = 50_256;

/** The reduced vocabulary: inner token i stands for GPT-2 token ids[i]; ids rise. Every other GPT-2 token is read as inner token ids.length. */
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
  for (const form of [...demographicWords, ...words].flatMap(spellings)) {
    const tokens = encode(form);
    if (tokens.length === 1) chosen.add(tokens[0]!);
  }
  const counts = new Map<number, number>();
  for (const { source, texts } of training) {
    const weight = source === "books" ? 0.3 : 1;
    for (const token of texts.flatMap((text) => encode(text))) {
      if (source === "samples" || source === "regard") chosen.add(token);
      counts.set(token, (counts.get(token) ?? 0) + weight);
    }
  }
  const value = ([id, count]: readonly [number, number]): number => Math.log(count) - Math.log(id + 500);
  for (const [id] of [...counts].sort((a, b) => value(b) - value(a))) {
    if (chosen.size >= size) break;
    chosen.add(id);
  }
  return { ids: [...chosen].sort((a, b) => a - b) };
}

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
