import type { CachePool } from "./cache-pool.ts";
import { hold, letGo, type RowPlace } from "./row-block.ts";

/** The rows of all open decodings, by the decoding's number. Nothing here computes or copies: rows share the blocks they lie in. */
export interface RowTable {
  /** Opens a decoding of these rows and returns its number. */
  add(places: readonly RowPlace[]): number;
  /** A decoding's rows. Throws RangeError where it is closed. */
  rows(decoding: number): readonly RowPlace[];
  /** Puts a row elsewhere. */
  move(decoding: number, row: number, to: RowPlace): void;
  fork(decoding: number, rows: readonly number[]): number;
  keep(decoding: number, rows: readonly number[]): void;
  rewind(decoding: number, lengths: readonly number[]): void;
  close(decoding: number): void;
}

/** An empty table. Blocks that no row lies in any more go back to the pool. */
export function rowTable(pool: CachePool): RowTable {
  const decodings = new Map<number, RowPlace[]>();
  let next = 0;
  const rows = (decoding: number): RowPlace[] => {
    const found = decodings.get(decoding);
    if (found === undefined) throw new RangeError("Expected an open decoding but found one that was closed.");
    return found;
  };
  const add = (places: readonly RowPlace[]): number => {
    decodings.set(next, places.map(hold));
    return next++;
  };
  const close = (decoding: number): void => {
    for (const place of decodings.get(decoding) ?? []) letGo(place, pool);
    decodings.delete(decoding);
  };
  return {
    add,
    rows,
    move(decoding, row, to) {
      const found = rows(decoding);
      const from = placeAt(found, row);
      found[row] = hold(to);
      letGo(from, pool);
    },
    fork: (decoding, chosen) => {
      const found = rows(decoding);
      return add(chosen.map((row) => placeAt(found, row)));
    },
    keep(decoding, chosen) {
      const found = rows(decoding);
      const kept = chosen.map((row) => hold(placeAt(found, row)));
      close(decoding);
      decodings.set(decoding, kept);
    },
    rewind(decoding, lengths) {
      const found = rows(decoding);
      for (const [row, length] of lengths.entries()) checkLength(length, row, placeAt(found, row));
      decodings.set(
        decoding,
        found.map((place, row) => ({ ...place, length: lengths[row] ?? place.length })),
      );
    },
    close,
  };
}

function placeAt(rows: readonly RowPlace[], row: number): RowPlace {
  const place = rows[row];
  if (place === undefined) throw new RangeError(`row: expected 0 to ${rows.length - 1} but found ${row}.`);
  return place;
}

function checkLength(length: number, row: number, place: RowPlace): void {
  if (length >= 1 && length <= place.length) return;
  throw new RangeError(`lengths[${row}]: expected 1 to ${place.length} but found ${length}.`);
}
