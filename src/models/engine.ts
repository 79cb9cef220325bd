import type { ModelCalls, NextTokens } from "../decode/causal-lm.ts";
import { UserError } from "../text/user-error.ts";
import { cachePool } from "./cache-pool.ts";
import type { MovedTokens } from "./engine-protocol.ts";
import { foldedLogits } from "./folded-logits.ts";
import type { Network } from "./network.ts";
import { gather, hold, letGo, type RowBlock, type RowPlace } from "./row-block.ts";
import { chunks, passes, type PendingRow } from "./row-passes.ts";
import type { Tails } from "./tails.ts";

/** Decodings over one network, known by number. Every method is called when the one before has finished. */
export interface Engine {
  calls(): ModelCalls;
  open(prompts: readonly (readonly number[])[]): Promise<number>;
  append(decoding: number, tokens: readonly (readonly number[])[]): Promise<void>;
  read(decoding: number, top: number | undefined, fold: MovedTokens | undefined): Promise<NextTokens>;
  fork(decoding: number, rows: readonly number[]): number;
  keep(decoding: number, rows: readonly number[]): void;
  rewind(decoding: number, lengths: readonly number[]): void;
  close(decoding: number): void;
}

/** Rows of logits held at once while reading: 128 rows of GPT-2 are 26 MB. */
const rowsOfLogits = 128;

/** An engine over a network. A failed append leaves its decoding closed. */
export function engine(network: Network, tails: Tails, name: string): Engine {
  const pool = cachePool();
  const decodings = new Map<number, RowPlace[]>();
  let [next, passesDone, tokensRead] = [0, 0, 0];
  let logits = new Float32Array(0);

  const rowsOf = (decoding: number): RowPlace[] => {
    const rows = decodings.get(decoding);
    if (rows === undefined) throw new RangeError("Expected an open decoding but found one that was closed.");
    return rows;
  };
  const at = (rows: readonly RowPlace[], row: number): RowPlace => {
    const place = rows[row];
    if (place === undefined) throw new RangeError(`row: expected 0 to ${rows.length - 1} but found ${row}.`);
    return place;
  };
  const add = (rows: RowPlace[]): number => {
    decodings.set(next, rows);
    return next++;
  };
  const close = (decoding: number): void => {
    for (const place of decodings.get(decoding) ?? []) letGo(place, pool);
    decodings.delete(decoding);
  };
  const pass = async (rows: readonly PendingRow[]): Promise<RowBlock> => {
    const block = await readPass(network, rows, pool);
    passesDone += 1;
    tokensRead += rows.length * (rows[0]?.tokens.length ?? 0);
    return block;
  };

  return {
    calls: () => ({ passes: passesDone, tokens: tokensRead }),
    async open(prompts) {
      const keys = prompts.map((prompt) => prompt.join());
      const distinct = new Map(prompts.map((tokens, i) => [keys[i], tokens]));
      const found = new Map<string, RowPlace>();
      const pending = [...distinct.values()].map((tokens, row) => ({ row, place: undefined, tokens }));
      for (const rows of passes(pending, network.tokensPerPass)) {
        const block = await pass(rows);
        rows.forEach(({ tokens }, index) => found.set(tokens.join(), { block, index, length: block.length }));
      }
      return add(keys.flatMap((key) => found.get(key) ?? []).map(hold));
    },
    async append(decoding, tokens) {
      const rows = rowsOf(decoding);
      const pending = rows.map((place, row) => ({ row, place, tokens: tokens[row] ?? [] }));
      const reading = pending.filter((row) => row.tokens.length > 0);
      try {
        for (const part of passes(reading, network.tokensPerPass)) {
          const block = await pass(part);
          part.forEach(({ row }, index) => {
            const before = at(rows, row);
            rows[row] = hold({ block, index, length: block.length });
            letGo(before, pool);
          });
        }
      } catch (error) {
        close(decoding);
        throw error;
      }
    },
    async read(decoding, top, fold) {
      const rows = rowsOf(decoding);
      const views = fold?.views ?? 1;
      const size = network.vocabularySize;
      if (rows.length % views !== 0) throw new RangeError(`Expected a multiple of ${views} rows but found ${rows.length}.`);
      const width = Math.min(top ?? size, size);
      const result = {
        width,
        ...(top === undefined ? {} : { ids: new Int32Array((rows.length / views) * width) }),
        logits: new Float32Array((rows.length / views) * width),
        logSumExp: new Float32Array(rows.length / views),
      };
      let done = 0;
      for (const part of chunks(rows, Math.max(1, Math.floor(rowsOfLogits / views)) * views)) {
        const groups = part.length / views;
        if (logits.length < groups * size) logits = new Float32Array(groups * size);
        const states = statesOf(part, network);
        if (fold === undefined) await network.logits(states, groups, logits);
        else await foldedLogits(network, tails, states, groups, fold, logits);
        await readTail(tails, logits, groups, done, top, result);
        done += groups;
      }
      expectNumbers(result.logSumExp, name);
      return result;
    },
    fork: (decoding, rows) => {
      const from = rowsOf(decoding);
      return add(rows.map((row) => at(from, row)).map(hold));
    },
    keep(decoding, rows) {
      const from = rowsOf(decoding);
      const kept = rows.map((row) => at(from, row)).map(hold);
      close(decoding);
      decodings.set(decoding, kept);
    },
    rewind(decoding, lengths) {
      const rows = rowsOf(decoding);
      lengths.forEach((length, row) => {
        const place = at(rows, row);
        if (!(length >= 1 && length <= place.length)) {
          throw new RangeError(`lengths[${row}]: expected 1 to ${place.length} but found ${length}.`);
        }
        rows[row] = { ...place, length };
      });
    },
    close,
  };
}

/** Reads rows of equal shape in one pass. */
async function readPass(network: Network, rows: readonly PendingRow[], pool: ReturnType<typeof cachePool>): Promise<RowBlock> {
  const count = rows[0]?.tokens.length ?? 0;
  const past = rows[0]?.place?.length ?? 0;
  const tokens = Int32Array.from(rows.flatMap((row) => row.tokens));
  const before = gather(rows.flatMap(({ place }) => place ?? []), network, pool);
  const size = rows.length * network.heads * (past + count) * network.headWidth;
  const caches = Array.from({ length: network.caches }, () => pool.take(size));
  try {
    const states = await network.step({ tokens, rows: rows.length, count, past, before: before.caches, after: caches });
    return { rows: rows.length, length: past + count, caches, states, users: 0 };
  } catch (error) {
    caches.forEach((cache) => pool.give(cache));
    throw error;
  } finally {
    if (before.copied) before.caches.forEach((cache) => pool.give(cache));
  }
}

function statesOf(rows: readonly RowPlace[], { stateWidth }: Network): Float32Array {
  const states = new Float32Array(rows.length * stateWidth);
  rows.forEach(({ block, index, length }, row) => {
    if (length !== block.length) throw new RangeError("Expected an append after the rewind of a row, before it is read.");
    states.set(block.states.subarray(index * stateWidth, (index + 1) * stateWidth), row * stateWidth);
  });
  return states;
}

/** Writes what is asked of `groups` rows of logits to the result, from row `done` on. */
async function readTail(
  tails: Tails,
  logits: Float32Array,
  groups: number,
  done: number,
  top: number | undefined,
  result: { readonly width: number; readonly ids?: Int32Array; readonly logits: Float32Array; readonly logSumExp: Float32Array },
): Promise<void> {
  const { width } = result;
  if (top === undefined) {
    result.logits.set(logits.subarray(0, groups * width), done * width);
    result.logSumExp.set(await tails.logSumExp(logits, groups), done);
    return;
  }
  const found = await tails.top(logits, groups, width);
  result.ids?.set(found.ids, done * width);
  result.logits.set(found.logits, done * width);
  result.logSumExp.set(found.logSumExp, done);
}

function expectNumbers(sums: Float32Array, name: string): void {
  const bad = sums.findIndex((sum) => !Number.isFinite(sum));
  if (bad < 0) return;
  throw new UserError(`${name}: expected logits that are numbers but row ${bad} has ${sums[bad]}. The weights are damaged or overflow; get the model again.`);
}
