import { key, pick, uniform } from "../../math/random.ts";

/** Gives the numbers of the items of a step, counted from 1: each epoch goes through all `count` of them in an order of its own, what is left of it by the last whole step falls away. */
export function epochOrder(count: number, perStep: number, seed: number): (step: number) => Int32Array {
  const perEpoch = Math.floor(count / perStep);
  let [shuffled, of]: [Int32Array, number] = [new Int32Array(0), -1];
  return (step) => {
    const epoch = Math.floor((step - 1) / perEpoch);
    if (epoch !== of) [shuffled, of] = [shuffle(count, seed, epoch), epoch]; // kept, since every step of the epoch asks for it
    const start = ((step - 1) % perEpoch) * perStep;
    return shuffled.subarray(start, start + perStep);
  };
}

function shuffle(count: number, seed: number, epoch: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const chance = key(seed, "epoch", epoch);
  for (let i = count - 1; i > 0; i--) {
    const j = pick(uniform(chance, i), i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}
