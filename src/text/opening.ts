/** Finds the known beginning of a text: the longest that ends with a word of it. Undefined where it begins with none. */
export type FindOpening<X> = (text: string) => { readonly opening: string; readonly value: X } | undefined;

/**
 * Texts told by how they begin: "The Black person was known for". Of equal beginnings the first counts. White space before the text is passed over.
 * Cost of a look-up: a slice for each distinct length.
 */
export function openingFinder<X>(openings: Iterable<readonly [string, X]>): FindOpening<X> {
  const known = new Map<string, X>();
  for (const [opening, value] of openings) if (!known.has(opening)) known.set(opening, value);
  const lengths = [...new Set(Array.from(known.keys(), (opening) => opening.length))].toSorted((a, b) => b - a);
  return (text) => {
    const start = text.slice(0, 10_000).trimStart();
    for (const length of lengths) {
      const opening = start.slice(0, length);
      const value = known.get(opening);
      if (value !== undefined && opening.length === length && !continuesWord.test(start.slice(length))) {
        return { opening, value };
      }
    }
    return undefined;
  };
}

const continuesWord = /^[\p{L}\p{M}\p{N}_]/u;
