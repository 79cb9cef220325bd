/** Numbers of items in two parts, each in increasing order. */
export interface HeldOut {
  readonly training: readonly number[];
  readonly held: readonly number[];
}

/**
 * Holds out the last of each class: its share of them, but at least one where the class has two or more, and never all. A class of one image is trained on.
 *
 * @param labels the class of each item
 * @param share in (0, 1)
 */
export function holdOut(labels: ArrayLike<number>, share: number): HeldOut {
  const sizes = new Map<number, number>();
  for (const label of Array.from(labels)) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const seen = new Map<number, number>();
  const [training, held]: [number[], number[]] = [[], []];
  for (const [item, label] of Array.from(labels).entries()) {
    const nth = seen.get(label) ?? 0;
    seen.set(label, nth + 1);
    (nth < keptOf(sizes.get(label) ?? 0, share) ? training : held).push(item);
  }
  return { training, held };
}

/** How many of a class stay in training. */
const keptOf = (size: number, share: number): number => Math.max(1, Math.min(size - 1, Math.round(size * (1 - share))));

/** Holds out one of so many of each class: the last of them each time. A class of fewer holds out none. */
export function holdOutEvery(labels: readonly number[], every: number): HeldOut {
  const seen = new Map<number, number>();
  const [training, held]: [number[], number[]] = [[], []];
  for (const [item, label] of labels.entries()) {
    const nth = seen.get(label) ?? 0;
    seen.set(label, nth + 1);
    (nth % every === every - 1 ? held : training).push(item);
  }
  return { training, held };
}
