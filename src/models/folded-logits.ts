import type { MovedTokens } from "./engine-protocol.ts";
import type { Network } from "./network.ts";
import type { Tails } from "./tails.ts";

/** Folds the views of groups of rows: states (groups · views, stateWidth) to logits (groups, V) at the start of `out`. */
export async function foldedLogits(
  network: Network,
  tails: Tails,
  states: Float32Array,
  groups: number,
  fold: MovedTokens,
  out: Float32Array,
): Promise<void> {
  const parts =
    fold.average === "logit"
      ? await meanLogits(network, states, groups, fold, out)
      : await meanProbabilities(network, tails, states, groups, fold, out);
  const { ownElsewhere } = fold;
  if (ownElsewhere !== undefined) takeOwn(out, parts.first, ownElsewhere, groups);
  patch(out, parts.columns, groups, fold, network.vocabularySize);
}

/** The moved tokens' values, shape (groups · views, |tokens|), and view 0's over the whole vocabulary where they are needed, shape (groups, V). */
interface Parts {
  readonly columns: Float32Array;
  readonly first: Float32Array;
}

/** The logits are linear in the states (a head has no bias between them), so the mean of the states gives the mean of the logits: one head product a group. */
async function meanLogits(
  network: Network,
  states: Float32Array,
  groups: number,
  fold: MovedTokens,
  out: Float32Array,
): Promise<Parts> {
  const { stateWidth, vocabularySize } = network;
  await network.logits(meanRows(states, groups, fold.views, stateWidth), groups, out);
  const moves = fold.tokens.length > 0;
  const columns = moves ? await network.columns(states, groups * fold.views, fold.tokens) : new Float32Array(0);
  if (fold.ownElsewhere === undefined) return { columns, first: new Float32Array(0) };
  const first = new Float32Array(groups * vocabularySize);
  await network.logits(firstRows(states, groups, fold.views, stateWidth), groups, first);
  return { columns, first };
}

async function meanProbabilities(
  network: Network,
  tails: Tails,
  states: Float32Array,
  groups: number,
  fold: MovedTokens,
  out: Float32Array,
): Promise<Parts> {
  const { vocabularySize } = network;
  const { views, tokens } = fold;
  const all = new Float32Array(groups * views * vocabularySize);
  await network.logits(states, groups * views, all);
  await tails.meanProbability(all, groups, views, out);
  const columns = new Float32Array(groups * views * tokens.length);
  for (let row = 0, i = 0; row < groups * views; row += 1) {
    for (const token of tokens) columns[i++] = all[row * vocabularySize + token] ?? 0;
  }
  return {
    columns,
    first: fold.ownElsewhere === undefined ? new Float32Array(0) : firstRows(all, groups, views, vocabularySize),
  };
}

function meanRows(states: Float32Array, groups: number, views: number, width: number): Float32Array {
  const mean = new Float32Array(groups * width);
  for (let group = 0; group < groups; group += 1) {
    for (let i = 0; i < width; i += 1) {
      let total = 0;
      for (let view = 0; view < views; view += 1) total += states[(group * views + view) * width + i] ?? 0;
      mean[group * width + i] = total / views;
    }
  }
  return mean;
}

function firstRows(all: Float32Array, groups: number, views: number, width: number): Float32Array {
  const first = new Float32Array(groups * width);
  for (let group = 0; group < groups; group += 1) {
    const start = group * views * width;
    first.set(all.subarray(start, start + width), group * width);
  }
  return first;
}

function takeOwn(out: Float32Array, first: Float32Array, own: Uint8Array, groups: number): void {
  const width = own.length;
  for (let group = 0; group < groups; group += 1) {
    for (let v = 0; v < width; v += 1) if (own[v] !== 0) out[group * width + v] = first[group * width + v] ?? 0;
  }
}

/** Overwrites the moved tokens by the mean of their aligned values, or by view 0's. */
function patch(
  out: Float32Array,
  columns: Float32Array,
  groups: number,
  fold: MovedTokens,
  vocabularySize: number,
): void {
  const { tokens, views } = fold;
  const average = fold.average === "logit" ? mean : logMeanExp;
  const values: number[] = [];
  for (let group = 0; group < groups; group += 1) {
    for (const [m, token] of tokens.entries()) {
      for (const [view, from] of fold.from.entries()) {
        values[view] = columns[(group * views + view) * tokens.length + (from[m] ?? m)] ?? 0;
      }
      out[group * vocabularySize + token] = (fold.own[m] === 0 ? average : first)(values);
    }
  }
}

const first = (values: readonly number[]): number => values[0] ?? 0;

const mean = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length;

function logMeanExp(values: readonly number[]): number {
  const most = Math.max(...values);
  return most + Math.log(mean(values.map((value) => Math.exp(value - most))));
}
