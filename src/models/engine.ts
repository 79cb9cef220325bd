import type { ModelCalls, NextTokens } from "../decode/causal-lm.ts";
import { cachePool, type CachePool } from "./cache-pool.ts";
import type { Network } from "./network.ts";
import { type AskedTokens, rowReader } from "./read-rows.ts";
import { gather, newCaches, writeAdded } from "./row-caches.ts";
import type { RowBlock, RowPlace } from "./row-block.ts";
import { passes, type PendingRow } from "./row-passes.ts";
import { rowTable, type RowTable } from "./row-table.ts";
import type { Tails } from "./tails.ts";

/** Decodings over one network, known by number. Every method is called when the one before has finished. */
export interface Engine extends Pick<RowTable, "fork" | "keep" | "rewind" | "close"> {
  calls(): ModelCalls;
  open(prompts: readonly (readonly number[])[]): Promise<number>;
  append(decoding: number, tokens: readonly (readonly number[])[]): Promise<void>;
  read(decoding: number, asked: AskedTokens): Promise<NextTokens>;
}

/** An engine over a network; `name` begins its messages. A failed append leaves its decoding closed. */
export function engine(network: Network, tails: Tails, name: string): Engine {
  const pool = cachePool();
  const table = rowTable(pool);
  const readRows = rowReader(network, tails, name);
  let calls: ModelCalls = { passes: 0, tokens: 0 };
  const pass = async (rows: readonly PendingRow[]): Promise<RowBlock> => {
    const block = await readPass(network, rows, pool);
    const count = rows[0]?.tokens.length ?? 0;
    calls = { passes: calls.passes + 1, tokens: calls.tokens + rows.length * count };
    return block;
  };
  return {
    fork: (decoding, rows) => table.fork(decoding, rows),
    keep: (decoding, rows) => table.keep(decoding, rows),
    rewind: (decoding, lengths) => table.rewind(decoding, lengths),
    close: (decoding) => table.close(decoding),
    calls: () => calls,
    async open(prompts) {
      const distinct = new Map(prompts.map((tokens) => [tokens.join(), tokens]));
      const pending = [...distinct.values()].map((tokens, row) => ({ row, place: undefined, tokens }));
      const found = new Map<string, RowPlace>();
      for (const rows of passes(pending, network.tokensPerPass)) {
        const block = await pass(rows);
        rows.forEach(({ tokens }, index) => found.set(tokens.join(), { block, index, length: block.length }));
      }
      return table.add(prompts.flatMap((tokens) => found.get(tokens.join()) ?? []));
    },
    async append(decoding, tokens) {
      const pending = table.rows(decoding).map((place, row) => ({ row, place, tokens: tokens[row] ?? [] }));
      const reading = pending.filter((row) => row.tokens.length > 0);
      try {
        for (const rows of passes(reading, network.tokensPerPass)) {
          const block = await pass(rows);
          rows.forEach(({ row }, index) => table.move(decoding, row, { block, index, length: block.length }));
        }
      } catch (error) {
        table.close(decoding);
        throw error;
      }
    },
    read: (decoding, asked) => readRows(table.rows(decoding), asked),
  };
}

/** Reads rows of equal shape in one pass. */
async function readPass(network: Network, pending: readonly PendingRow[], pool: CachePool): Promise<RowBlock> {
  const { rows, count, past, places } = shapeOf(pending);
  const tokens = Int32Array.from(pending.flatMap((row) => row.tokens));
  const room = past === 0 ? newCaches(rows, count, network, pool) : gather(places, count, network, pool);
  try {
    const { caches, slots } = room;
    const step = { tokens, rows, count, past, caches, slots: past === 0 ? 0 : slots };
    const { states, added } = await network.step(step);
    for (const [c, cache] of caches.entries()) writeAdded(added[c], cache, { ...step, slots }, network);
    if (room.owner !== undefined) room.owner.caches = [];
    return { rows, length: past + count, slots, caches, states, users: 0 };
  } catch (error) {
    if (room.owner === undefined) for (const cache of room.caches) pool.give(cache);
    throw error;
  }
}

/** What the rows of a pass have in common, and where they lie. */
function shapeOf(pending: readonly PendingRow[]) {
  const places = pending.flatMap(({ place }) => place ?? []);
  return { rows: pending.length, count: pending[0]?.tokens.length ?? 0, past: places[0]?.length ?? 0, places };
}
