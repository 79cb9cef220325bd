import { allContexts } from "../tally.ts";

/** Items in groups of equal key, in order of appearance. */
export function inGroups<X>(items: readonly X[], keyOf: (item: X) => readonly string[]): (readonly X[])[] {
  const groups = new Map<string, X[]>();
  for (const item of items) {
    const name = JSON.stringify(keyOf(item));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Whether a word list has several contexts, none of them called "all": its figures are then also given for all of them together. */
export function hasContexts(
  places: readonly { readonly words: string; readonly context: string }[],
  words: string,
): boolean {
  const contexts = new Set(places.filter((place) => place.words === words).map(({ context }) => context));
  return contexts.size > 1 && !contexts.has(allContexts);
}
