import type { ViewFold } from "../decode/causal-lm.ts";
import type { MovedTokens } from "./engine-protocol.ts";

/** The least share of a vocabulary at which tokens of view 0 alone are read in a product of their own. */
const many = 1 / 16;

/** Finds what a fold moves. Cost: one look over each table, remembered as long as the table lives. Throws RangeError where a table's length is not V. */
export function movedTokens(fold: ViewFold, vocabularySize: number): MovedTokens {
  const { alignments, average, own } = fold;
  for (const [view, table] of alignments.entries()) {
    if (table.length !== vocabularySize) {
      throw new RangeError(`alignments[${view}]: expected ${vocabularySize} tokens but found ${table.length}.`);
    }
  }
  if (own !== undefined && own.length !== vocabularySize) {
    throw new RangeError(`own: expected ${vocabularySize} tokens but found ${own.length}.`);
  }
  const lonely = own === undefined ? new Int32Array(0) : positions(own, (value) => value !== 0);
  const few = lonely.length <= vocabularySize * many;
  const moving = alignments.flatMap((table) => [...positions(table, (from, v) => from !== v)]);
  const sources = alignments.flatMap((table) => moving.map((v) => table[v] ?? v));
  const tokens = Int32Array.from(new Set([...moving, ...sources, ...(few ? lonely : [])])).sort();
  const at = new Map(Array.from(tokens, (token, m) => [token, m]));
  return {
    views: alignments.length,
    average,
    tokens,
    from: alignments.map((table) => tokens.map((token) => at.get(table[token] ?? token) ?? 0)),
    own: Uint8Array.from(tokens, (token) => own?.[token] ?? 0),
    ...(few || own === undefined ? {} : { ownElsewhere: own }),
  };
}

const remembered = new WeakMap<Int32Array | Uint8Array, Int32Array>();

function positions(table: Int32Array | Uint8Array, counts: (value: number, v: number) => boolean): Int32Array {
  const known = remembered.get(table);
  if (known !== undefined) return known;
  const found: number[] = [];
  for (let v = 0; v < table.length; v += 1) if (counts(table[v] ?? 0, v)) found.push(v);
  const result = Int32Array.from(found);
  remembered.set(table, result);
  return result;
}
