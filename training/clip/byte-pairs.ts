import { byteLetters } from "../gpt2-tokenizer.ts";

/** A byte-pair vocabulary of CLIP's kind: words end in </w>, the last two tokens are those of start and end of text. */
export interface BytePairs {
  readonly vocabulary: Readonly<Record<string, number>>;
  /** Pairs in the order in which they were learnt, parts with a space between. */
  readonly merges: readonly string[];
}

export const startOfText = "<|startoftext|>";
export const endOfText = "<|endoftext|>";
/** How CLIP cuts a lower-case text into words. */
export const wordPattern = String.raw`'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`;

const endOfWord = "</w>";

/** Learns the merges of the most frequent pairs until every word is one token or `most` merges are made; ties go to the pair that comes first in the alphabet. */
export function learnBytePairs(texts: readonly string[], most: number): BytePairs {
  const letters = byteLetters();
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const [word] of text.toLowerCase().matchAll(new RegExp(wordPattern, "gu")))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts].map(([word, count]): Word => {
    const parts = [...Buffer.from(word)].map((byte) => letters[byte] ?? "");
    return { count, parts: [...parts.slice(0, -1), `${parts.at(-1)}${endOfWord}`] };
  });
  const merges: string[] = [];
  while (merges.length < most) {
    const pair = likeliestPair(words);
    if (pair === undefined) break;
    merges.push(pair);
    for (const word of words) word.parts = merged(word.parts, pair);
  }
  const tokens = [
    ...letters,
    ...letters.map((letter) => letter + endOfWord),
    ...merges.map((pair) => pair.replace(" ", "")),
    startOfText,
    endOfText,
  ];
  return { vocabulary: Object.fromEntries(tokens.map((token, id) => [token, id])), merges };
}

interface Word {
  readonly count: number;
  parts: readonly string[];
}

function likeliestPair(words: readonly Word[]): string | undefined {
  const pairs = new Map<string, number>();
  for (const { parts, count } of words)
    for (let i = 0; i + 1 < parts.length; i++) {
      const pair = `${parts[i]} ${parts[i + 1]}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + count);
    }
  return [...pairs].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}

function merged(parts: readonly string[], pair: string): readonly string[] {
  const joined: string[] = [];
  for (const part of parts) {
    if (joined.length > 0 && `${joined.at(-1)} ${part}` === pair) joined.push(`${joined.pop()}${part}`);
    else joined.push(part);
  }
  return joined;
}
