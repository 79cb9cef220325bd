import { key } from "../../math/random.ts";
import { shuffle } from "../../math/shuffle.ts";

/** Gives the numbers of the items of a step, counted from 1: each epoch goes through all `count` of them in an order of its own, what is left of it by the last whole step falls away. */
export function epochOrder(count: number, perStep: number, seed: number): (step: number) => readonly number[] {
  const perEpoch = Math.floor(count / perStep);
  let [shuffled, of]: [readonly number[], number] = [[], -1];
  return (step) => {
    const epoch = Math.floor((step - 1) / perEpoch);
    if (epoch !== of) [shuffled, of] = [shuffle([...Array(count).keys()], key(seed, "epoch", epoch)), epoch]; // kept, since every step of the epoch asks for it
    const start = ((step - 1) % perEpoch) * perStep;
    return shuffled.slice(start, start + perStep);
  };
}
