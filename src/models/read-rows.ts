import type { NextTokens } from "../decode/causal-lm.ts";
import { UserError } from "../text/user-error.ts";
import type { MovedTokens } from "./engine-protocol.ts";
import { foldedLogits } from "./folded-logits.ts";
import type { Network } from "./network.ts";
import type { RowPlace } from "./row-block.ts";
import { chunks } from "./row-passes.ts";
import type { Tails } from "./tails.ts";
import type { TopTokens } from "./top-tokens.ts";

/** Rows of logits held at once while reading: 128 rows of GPT-2 are 26 MB. */
const rowsAtOnce = 128;

/** Reads next-token distributions; see Decoding.read. Keeps one buffer of logits for all its reads. */
export type ReadRows = (
  rows: readonly RowPlace[],
  top: number | undefined,
  fold: MovedTokens | undefined,
) => Promise<NextTokens>;

/** A reader over a network; `name` begins its messages. Throws UserError where the logits are no numbers. */
export function rowReader(network: Network, tails: Tails, name: string): ReadRows {
  const size = network.vocabularySize;
  let logits = new Float32Array(0);
  const logitsOf = async (
    states: Float32Array,
    groups: number,
    fold: MovedTokens | undefined,
  ): Promise<Float32Array> => {
    if (logits.length < groups * size) logits = new Float32Array(groups * size);
    if (fold === undefined) await network.logits(states, groups, logits);
    else await foldedLogits(network, tails, states, groups, fold, logits);
    return logits;
  };
  return async (rows, top, fold) => {
    const views = fold?.views ?? 1;
    if (rows.length % views !== 0) {
      throw new RangeError(`Expected a multiple of ${views} rows, the views, but found ${rows.length}.`);
    }
    const result = emptyResult(rows.length / views, size, top);
    let done = 0;
    for (const part of chunks(rows, Math.max(1, Math.floor(rowsAtOnce / views)) * views)) {
      const groups = part.length / views;
      const states = statesOf(part, network);
      const isTop = fold === undefined && top !== undefined && network.top !== undefined;
      if (isTop) writeTop(await network.top(states, groups, result.width), done, result);
      else await readTail(tails, await logitsOf(states, groups, fold), groups, done, result);
      done += groups;
    }
    expectNumbers(result.logSumExp, name);
    return result;
  };
}

function emptyResult(rows: number, vocabularySize: number, top: number | undefined): NextTokens {
  const width = Math.min(top ?? vocabularySize, vocabularySize);
  const ids = top === undefined ? {} : { ids: new Int32Array(rows * width) };
  return { width, ...ids, logits: new Float32Array(rows * width), logSumExp: new Float32Array(rows) };
}

function statesOf(rows: readonly RowPlace[], { stateWidth }: Network): Float32Array {
  const states = new Float32Array(rows.length * stateWidth);
  for (const [row, { block, index, length }] of rows.entries()) {
    if (length !== block.length) {
      throw new RangeError(`row ${row}: expected an append after the rewind, before it is read.`);
    }
    states.set(block.states.subarray(index * stateWidth, (index + 1) * stateWidth), row * stateWidth);
  }
  return states;
}

/** Writes what is asked of `groups` rows of logits to the result, from row `done` on. */
async function readTail(
  tails: Tails,
  logits: Float32Array,
  groups: number,
  done: number,
  result: NextTokens,
): Promise<void> {
  const { width, ids } = result;
  if (ids === undefined) {
    result.logits.set(logits.subarray(0, groups * width), done * width);
    result.logSumExp.set(await tails.logSumExp(logits, groups), done);
    return;
  }
  writeTop(await tails.top(logits, groups, width), done, result);
}

function writeTop(found: TopTokens, done: number, { width, ids, logits, logSumExp }: NextTokens): void {
  ids?.set(found.ids, done * width);
  logits.set(found.logits, done * width);
  logSumExp.set(found.logSumExp, done);
}

function expectNumbers(sums: Float32Array, name: string): void {
  const bad = sums.findIndex((sum) => !Number.isFinite(sum));
  if (bad < 0) return;
  throw new UserError(
    `${name}: expected logits that are numbers but those of row ${bad} sum to ${sums[bad]}. The weights are damaged or overflow; get the model again.`,
  );
}
