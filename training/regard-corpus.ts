import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { genderless } from "../src/regard/gender-words.ts";
import { readWords } from "../src/regard/text-features.ts";
import { wordsAndMarks } from "../src/regard/words-and-marks.ts";

/** A text that words are learnt from, and how often it counts. */
export interface Passage {
  readonly words: readonly string[];
  readonly count: number;
}

const plainWords = (text: string): readonly string[] => wordsAndMarks(text).map((word) => genderless.get(word) ?? word);
const read = (...path: readonly string[]): string => readFileSync(join(...path), "utf8");

/** Long paragraphs in pieces that wordsAndMarks reads whole. */
const pieces = (text: string): readonly string[] => text.match(/[^\n]{1,800}(?:\s|$)/gu) ?? [];

/** Lines of a paragraph in one. */
const joined = (text: string): string => text.replaceAll(/(?<=[^\n])\n(?=[^\n])/gu, " ");

/** All text of the data folder that word vectors are learnt from: books, Wikipedia, film reviews, GPT-2's samples. */
export function corpus(data: string): readonly Passage[] {
  const books = readdirSync(join(data, "literary-text")).filter((file) => /^[a-z_]+\.txt$/u.test(file));
  const plain = [
    ...books.flatMap((file) => pieces(joined(read(data, "literary-text", file)))),
    ...["valid.txt", "test.txt"].flatMap((file) => pieces(read(data, "wikitext-2", file).replaceAll("<unk>", " "))),
    ...boldTexts(data),
    ...read(data, "sst2/rt-polarity.all")
      .split("\n")
      .map((line) => line.slice(2)),
    ...["train", "dev", "test"].flatMap((part) =>
      read(data, `sst2/stsa.fine.${part}`)
        .split("\n")
        .map((line) => line.slice(2)),
    ),
  ];
  const samples = read(data, "gpt2-samples/small_gpt2_generated_samples.tsv.XYZ").split("\n");
  return [
    ...plain.map((text) => ({ words: plainWords(text), count: 1 })),
    ...samples.map((text) => ({ words: readWords(text), count: 2 })),
  ];
}

/** The Wikipedia sentences of BOLD: attribute → article → sentences. */
function boldTexts(data: string): readonly string[] {
  return readdirSync(join(data, "bold"))
    .filter((file) => file.endsWith("_wiki.json"))
    .flatMap((file) => {
      const groups: Record<string, Record<string, string[]>> = JSON.parse(read(data, "bold", file));
      return Object.values(groups).flatMap((articles) => Object.values(articles).flat());
    });
}
