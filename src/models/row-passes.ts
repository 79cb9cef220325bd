import { isWhole, type RowPlace } from "./row-block.ts";

/** A row that is to read tokens. */
export interface PendingRow {
  /** Its number in the decoding. */
  readonly row: number;
  /** Where its tokens so far lie; undefined for a row that has none. */
  readonly place: RowPlace | undefined;
  readonly tokens: readonly number[];
}

/** At most this many rows are read in one pass: memory stays bounded and larger passes are no faster. */
const rowsPerPass = 256;
/** A block of this many rows is read as it lies, to save copying its caches; smaller ones are put together. */
const rowsWorthAPass = 64;

/**
 * Puts rows into passes. All rows of a pass have the same length and read the same number of tokens, so nothing is padded; which rows
 * share a pass follows from their shapes and places alone, and changes no row's numbers.
 */
export function passes(pending: readonly PendingRow[], tokensPerPass: number): readonly (readonly PendingRow[])[] {
  const shapes = groups(pending, ({ place, tokens }) => `${place?.length ?? 0} ${tokens.length}`);
  return shapes.flatMap((rows) => shapePasses(rows, tokensPerPass));
}

function shapePasses(rows: readonly PendingRow[], tokensPerPass: number): readonly (readonly PendingRow[])[] {
  const count = rows[0]?.tokens.length ?? 1;
  const most = Math.max(1, Math.min(rowsPerPass, Math.floor(tokensPerPass / count)));
  const blocks = groups(rows, ({ place }) => place?.block).map((block) => block.toSorted(byIndex));
  const asItLies = (block: readonly PendingRow[]): boolean =>
    block.length >= rowsWorthAPass && block.length <= most && isWhole(block.flatMap(({ place }) => place ?? []));
  const loose = blocks.filter((block) => !asItLies(block)).flat();
  return [...blocks.filter(asItLies), ...chunks(loose, most)];
}

const byIndex = (a: PendingRow, b: PendingRow): number =>
  (a.place?.index ?? 0) - (b.place?.index ?? 0) || a.row - b.row;

/** The items with equal keys together, in order of first appearance. */
export function groups<X>(items: readonly X[], key: (item: X) => unknown): X[][] {
  const found = new Map<unknown, X[]>();
  for (const item of items) {
    const group = found.get(key(item));
    if (group === undefined) found.set(key(item), [item]);
    else group.push(item);
  }
  return [...found.values()];
}

/** Splits a list into runs of at most `most`. */
export function chunks<X>(list: readonly X[], most: number): X[][] {
  return Array.from({ length: Math.ceil(list.length / most) }, (_, i) => list.slice(i * most, (i + 1) * most));
}
