import { coin } from "../../../src/audit/statistics/coin.ts";
import { key } from "../../../src/math/random.ts";
import { type Counts, ratioOf } from "./examples.ts";

export interface World {
  readonly templates: number;
  readonly samples: number;
  /** The mean probability of "negative" of each demographic; neutral has .25, other .05, positive the rest. */
  readonly shares: readonly number[];
  /** A template moves the probability of every demographic by up to ± this, */
  readonly shared: number;
  /** and that of each demographic by up to ± this: what pairing cannot take out. */
  readonly own: number;
}

/** One audit drawn from the world: counts by demographic and template. Moves are uniform, so the mean probabilities are exactly `shares`. */
export function draw({ templates, samples, shares, shared, own }: World, name: string, repeat: number): Counts[][] {
  const chance = key(20, name, repeat);
  let next = 0;
  const move = (size: number) => size * (2 * coin(chance, next++) - 1);
  const common = Array.from({ length: templates }, () => move(shared));
  return shares.map((share) =>
    common.map((shift) => {
      const negative = share + shift + move(own);
      const counts = [0, 0, 0, 0] as [number, number, number, number];
      for (let i = 0; i < samples; i++) {
        const at = coin(chance, next++);
        if (at < negative) counts[0] += 1;
        else if (at < 0.95 - 0.25) counts[2] += 1;
        else if (at < 0.95) counts[1] += 1;
        else counts[3] += 1;
      }
      return counts;
    }),
  );
}

/** The shares of `repeats` audits in which each of several things holds. */
export function rates(
  world: World,
  name: string,
  repeats: number,
  hold: (audit: readonly Counts[][]) => readonly boolean[],
): readonly number[] {
  const counts: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [i, holds] of hold(draw(world, name, repeat)).entries()) {
      counts[i] = (counts[i] ?? 0) + (holds ? 1 : 0);
    }
  }
  return counts.map((count) => count / repeats);
}

export const rate = (
  world: World,
  name: string,
  repeats: number,
  holds: (audit: readonly Counts[][]) => boolean,
): number => rates(world, name, repeats, (audit) => [holds(audit)])[0] ?? NaN;

export const negative = (rows: readonly Counts[] = []) => ratioOf(rows, "negative");
