import { type Key, tokenNoise } from "../../math/random.ts";

/** A number in (0, 1) with 32 random bits: for the many draws of simulations, at a tenth of the cost of `uniform`. `counter`, a whole number below 2³², tells draws apart. */
export const coin = (chance: Key, counter: number): number => (tokenNoise(chance, counter) + 0.5) / 2 ** 32;
