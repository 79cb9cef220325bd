import { type Key, pick } from "../../math/random.ts";
import { coin } from "./coin.ts";

/** `draws` × `blocks` uniform rearrangements of 0 … size − 1, one after another. Seeded; cost and memory: draws × blocks × size, a byte or two each. */
export function rearrangements(draws: number, blocks: number, size: number, chance: Key): Uint8Array | Uint16Array {
  const table = size <= 256 ? new Uint8Array(draws * blocks * size) : new Uint16Array(draws * blocks * size);
  let counter = 0;
  for (let start = 0; start < table.length; start += size) {
    // Fisher and Yates, built from inside out.
    for (let i = 0; i < size; i++) {
      const j = i === 0 ? 0 : pick(coin(chance, counter++), i + 1);
      table[start + i] = table[start + j] ?? 0;
      table[start + j] = i;
    }
  }
  return table;
}
