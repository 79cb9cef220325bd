import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { WordLexicon } from "../src/regard/word-lexicon.ts";

/** The lexicon: VADER's strengths of single words, in tenths. */
export function regardLexicon(data: string): WordLexicon {
  const strengths = new Map<string, number>();
  for (const line of readFileSync(join(data, "vader/vader_lexicon.txt"), "utf8").split("\n")) {
    const [word = "", strength = ""] = line.split("\t");
    if (/^\p{L}[\p{L}']*$/u.test(word)) strengths.set(word, Math.round(10 * Number(strength)));
  }
  const rows = new Map([...strengths.keys()].map((word, row): [string, number] => [word, row]));
  return { channels: ["sentiment"], rows, values: Int8Array.from(strengths.values()) };
}
