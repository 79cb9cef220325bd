/** The rank of a pair of neighbours, lower merged first; undefined where they never merge. Each string holds bytes as characters 0 to 255. */
export type RankOf = (pair: string) => number | undefined;

interface Candidate {
  readonly rank: number;
  /** Where its left piece starts. */
  readonly left: number;
  /** The pair as it was when it was queued: where either piece has grown since, the candidate is stale. */
  readonly pair: string;
}

/**
 * Byte-pair encoding of one word: merges the pair of least rank, the leftmost of equals, until none is left, and gives the pieces.
 * Cost: n·log n, where searching all pairs anew for each merge costs n², which hostile texts (100,000 letters and no space) turn into minutes.
 */
export function mergeBytes(bytes: string, rankOf: RankOf): readonly string[] {
  const pieces: (string | undefined)[] = Array.from(bytes);
  const next = Int32Array.from(pieces, (_, i) => i + 1);
  const previous = Int32Array.from(pieces, (_, i) => i - 1);
  const queue: Candidate[] = [];
  const offer = (left: number) => {
    const right = next[left] as number;
    if (left < 0 || right >= pieces.length) return;
    const pair = (pieces[left] as string) + (pieces[right] as string);
    const rank = rankOf(pair);
    if (rank !== undefined) push(queue, { rank, left, pair });
  };
  for (let i = 0; i < pieces.length; i += 1) offer(i);
  for (let best = pop(queue); best !== undefined; best = pop(queue)) {
    const { left, pair } = best;
    const right = next[left] as number;
    const piece = pieces[left];
    if (piece === undefined || right >= pieces.length || piece + (pieces[right] as string) !== pair) continue;
    const after = next[right] as number;
    pieces[left] = pair;
    pieces[right] = undefined;
    next[left] = after;
    if (after < pieces.length) previous[after] = left;
    offer(previous[left] as number);
    offer(left);
  }
  return pieces.filter((piece) => piece !== undefined);
}

const precedes = (a: Candidate, b: Candidate): boolean => a.rank < b.rank || (a.rank === b.rank && a.left < b.left);

/** Adds to a binary heap whose least candidate stands first. */
function push(heap: Candidate[], added: Candidate): void {
  let at = heap.push(added) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] as Candidate;
    if (!precedes(added, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = added;
}

/** Takes the least candidate out of a heap. */
function pop(heap: Candidate[]): Candidate | undefined {
  const [least] = heap;
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return least;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    const right = heap[child + 1];
    if (right !== undefined && precedes(right, heap[child] as Candidate)) child += 1;
    const below = heap[child] as Candidate;
    if (!precedes(below, last)) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = last;
  return least;
}
