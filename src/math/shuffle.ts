import { type Key, pick, uniform } from "./random.ts";

/** The items in an order drawn under the key (Fisher and Yates). */
export function shuffle<Item>(items: readonly Item[], chance: Key): readonly Item[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = pick(uniform(chance, i), i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j] as Item, shuffled[i] as Item];
  }
  return shuffled;
}
