import type { ModelCalls, NextTokens } from "../decode/causal-lm.ts";
import { cachePool, type CachePool } from "./cache-pool.ts";
import type { MovedTokens } from "./engine-protocol.ts";
import type { Network } from "./network.ts";
import { rowReader } from "./read-rows.ts";
import { gather, type RowBlock, type RowPlace } from "./row-block.ts";
import { passes, type PendingRow } from "./row-passes.ts";
import { rowTable, type RowTable } from "./row-table.ts";
import type { Tails } from "./tails.ts";

/** Decodings over one network, known by number. Every method is called when the one before has finished. */
export interface Engine extends Pick<RowTable, "fork" | "keep" | "rewind" | "close"> {
  calls(): ModelCalls;
  open(prompts: readonly (readonly number[])[]): Promise<number>;
  append(decoding: number, tokens: readonly (readonly number[])[]): Promise<void>;
  read(decoding: number, top: number | undefined, fold: MovedTokens | undefined): Promise<NextTokens>;
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
    read: (decoding, top, fold) => readRows(table.rows(decoding), top, fold),
  };
}

/** Reads rows of equal shape in one pass. */
async function readPass(network: Network, rows: readonly PendingRow[], pool: CachePool): Promise<RowBlock> {
  const count = rows[0]?.tokens.length ?? 0;
  const past = rows[0]?.place?.length ?? 0;
  const tokens = Int32Array.from(rows.flatMap((row) => row.tokens));
  const before = gather(
    rows.flatMap(({ place }) => place ?? []),
    network,
    pool,
  );
  const size = rows.length * network.heads * (past + count) * network.headWidth;
  const caches = Array.from({ length: network.caches }, () => pool.take(size));
  try {
    const states = await network.step({ tokens, rows: rows.length, count, past, before: before.caches, after: caches });
    return { rows: rows.length, length: past + count, caches, states, users: 0 };
  } catch (error) {
    for (const cache of caches) pool.give(cache);
    throw error;
  } finally {
    if (before.copied) for (const cache of before.caches) pool.give(cache);
  }
}
