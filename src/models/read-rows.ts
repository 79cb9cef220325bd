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

/** What is to be given of the distributions: see Reading. */
export interface AskedTokens {
  readonly top?: number | undefined;
  readonly of?: readonly number[] | undefined;
  readonly fold?: MovedTokens | undefined;
}

/** Reads next-token distributions; see Decoding.read. Keeps one buffer of logits for all its reads. */
export type ReadRows = (rows: readonly RowPlace[], asked: AskedTokens) => Promise<NextTokens>;

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
  return async (rows, { top, of, fold }) => {
    const views = fold?.views ?? 1;
    if (rows.length % views !== 0) {
      throw new RangeError(`Expected a multiple of ${views} rows, the views, but found ${rows.length}.`);
    }
    const result = emptyResult(rows.length / views, size, top, of);
    const write = of === undefined ? readTail : readTokens;
    let done = 0;
    for (const part of chunks(rows, Math.max(1, Math.floor(rowsAtOnce / views)) * views)) {
      const groups = part.length / views;
      const states = statesOf(part, network);
      const isTop = fold === undefined && top !== undefined && of === undefined && network.top !== undefined;
      if (isTop) writeTop(await network.top(states, groups, result.width), done, result);
      else await write(tails, await logitsOf(states, groups, fold), groups, done, result);
      done += groups;
    }
    expectNumbers(result.logSumExp, name);
    return result;
  };
}

function emptyResult(
  rows: number,
  vocabularySize: number,
  top: number | undefined,
  of: readonly number[] | undefined,
): NextTokens {
  if (of !== undefined) return resultOf(of);
  const width = Math.min(top ?? vocabularySize, vocabularySize);
  const ids = top === undefined ? {} : { ids: new Int32Array(rows * width) };
  return { width, ...ids, logits: new Float32Array(rows * width), logSumExp: new Float32Array(rows) };
}

const resultOf = (tokens: readonly number[]): NextTokens & { readonly ids: Int32Array } => ({
  width: 1,
  ids: Int32Array.from(tokens),
  logits: new Float32Array(tokens.length),
  logSumExp: new Float32Array(tokens.length),
});

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

/** Writes the logit of the token that each row is asked for. */
async function readTokens(
  tails: Tails,
  logits: Float32Array,
  groups: number,
  done: number,
  result: NextTokens,
): Promise<void> {
  const size = tails.vocabularySize;
  for (let row = done; row < done + groups; row += 1) {
    result.logits[row] = logits[(row - done) * size + (result.ids?.[row] ?? 0)] ?? NaN;
  }
  result.logSumExp.set(await tails.logSumExp(logits, groups), done);
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
