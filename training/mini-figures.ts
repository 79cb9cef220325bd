import { encode } from "gpt-tokenizer/encoding/gpt2";
import type { LoadedGraph } from "../src/train/graph-runner.ts";
import { kneserNey } from "./kneser-ney.ts";
import type { MiniData } from "./mini-data.ts";
import { outsideShare, perplexityOf, type Perplexity } from "./mini-evaluate.ts";
import { faceLogProbabilities } from "./mini-face.ts";
import { endOfText, faceSize, innerTable, type InnerVocabulary } from "./mini-vocabulary.ts";

/** Perplexity by the shipped file itself on tokens after the fourth of each line, read without end-of-text before it. Lines of equal length run together. */
export async function shippedPerplexity(
  graph: LoadedGraph,
  lines: readonly string[],
  vocabulary: InnerVocabulary,
): Promise<Perplexity> {
  const table = innerTable(vocabulary);
  const rows = lines.map((line) => encode(line));
  let [known, tokens, unknown] = [0, 0, 0];
  for (const length of new Set(rows.map((row) => row.length))) {
    const equal = rows.filter((row) => row.length === length);
    const logp = await faceLogProbabilities(graph, equal);
    for (const [r, row] of equal.entries()) {
      for (let i = 4; i < length; i++) {
        tokens++;
        if (table[row[i]!] === vocabulary.ids.length) unknown++;
        else known -= logp[(r * length + i - 1) * faceSize + row[i]!]! + Math.log1p(outsideShare);
      }
    }
  }
  return perplexityOf({ known, tokens, unknown, outside: outside(vocabulary) });
}

const outside = ({ ids }: InnerVocabulary): number => faceSize - ids.length;

/**
 * The same measure by a 5-gram on inner tokens, unknown ones having the same fixed share as in the model; its lines are those of the model's
 * training from the given sources, with end-of-text after each.
 */
export function fiveGramPerplexity(
  data: MiniData,
  sources: readonly string[],
  vocabulary: InnerVocabulary,
): Perplexity {
  const table = innerTable(vocabulary);
  const unknown = vocabulary.ids.length;
  const texts = data.training.filter(({ source }) => sources.includes(source)).flatMap(({ texts }) => texts);
  const training = texts.map((text) => [...encode(text), endOfText].map((token) => table[token]!));
  const p = kneserNey(training, unknown + 1);
  let [known, tokens, unknowns] = [0, 0, 0];
  for (const line of data.test) {
    const row = encode(line).map((token) => table[token]!);
    for (const [i, token] of row.slice(4).entries()) {
      tokens++;
      const before = row.slice(i, i + 4);
      if (token === unknown) unknowns++;
      else known -= Math.log(p(before, token) / (1 - p(before, unknown)));
    }
  }
  return perplexityOf({ known, tokens, unknown: unknowns, outside: outside(vocabulary) });
}
