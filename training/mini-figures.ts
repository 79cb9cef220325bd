import { encode } from "gpt-tokenizer/encoding/gpt2";
import type { LoadedGraph } from "../src/train/graph-runner.ts";
import { kneserNey } from "./kneser-ney.ts";
import type { MiniData } from "./mini-data.ts";
import { outsideShare, type Perplexity } from "./mini-evaluate.ts";
import { faceLogProbabilities } from "./mini-face.ts";
import { endOfText, faceSize, innerTable, type InnerVocabulary } from "./mini-vocabulary.ts";

/** What a model says of one token: log p, and whether the token is in the inner vocabulary. */
interface Scored {
  readonly logp: number;
  readonly known: boolean;
}

function perplexityOf(scored: readonly Scored[]): Perplexity {
  const mean = (items: readonly Scored[]): number => items.reduce((sum, { logp }) => sum + logp, 0) / items.length;
  const known = scored.filter((token) => token.known);
  return {
    face: Math.exp(-mean(scored)),
    known: Math.exp(-mean(known)),
    tokens: scored.length,
    unknown: scored.length - known.length,
  };
}

/** Perplexity by the shipped file itself on tokens after the fourth of each line, read without end-of-text before it. Lines of equal length run together. */
export async function shippedPerplexity(
  graph: LoadedGraph,
  lines: readonly string[],
  vocabulary: InnerVocabulary,
): Promise<Perplexity> {
  const table = innerTable(vocabulary);
  const rows = lines.map((line) => encode(line));
  const scored: Scored[] = [];
  for (const length of new Set(rows.map((row) => row.length))) {
    const equal = rows.filter((row) => row.length === length);
    const logp = await faceLogProbabilities(graph, equal);
    for (const [r, row] of equal.entries()) {
      for (let i = 4; i < length; i++) {
        scored.push({
          logp: logp[(r * length + i - 1) * faceSize + row[i]!]!,
          known: table[row[i]!] !== vocabulary.ids.length,
        });
      }
    }
  }
  return perplexityOf(scored);
}

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
  const inside = 1 / (1 + outsideShare);
  const scored = data.test.flatMap((line) => {
    const row = encode(line).map((token) => table[token]!);
    return row.slice(4).map((token, i): Scored => {
      const before = row.slice(i, i + 4);
      if (token === unknown) return { logp: Math.log((outsideShare * inside) / (faceSize - unknown)), known: false };
      return { logp: Math.log((inside * p(before, token)) / (1 - p(before, unknown))), known: true };
    });
  });
  return perplexityOf(scored);
}
