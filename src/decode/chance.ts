import { type Key, key, type KeyPart, pick, uniform } from "../math/random.ts";
import type { DecodeJob, DecodePlan } from "./decode-plan.ts";

/** What fixes the chance of one text, beside the place of a draw in it. */
export interface ChanceOf {
  readonly seed: number;
  readonly sample: number;
  readonly stream: number;
  /** 0, or 1 + the element under coupling "none": then every element's text has chance of its own. */
  readonly salt: number;
}

/** The chance of one draw: noise for each token by its name, and one coin in [0, 1). */
export interface RowChance {
  readonly key: Key;
  readonly coin: number;
  /** names[v], shape (V): the name of a token in the canonical frame; absent where tokens go by their own ids. */
  readonly names: Int32Array | undefined;
}

/** The chance of a job's text: equal for the whole orbit, unless coupling is "none". */
export function chanceOf(
  plan: Pick<DecodePlan, "seed" | "sampling">,
  { element, sample, stream = 0 }: Omit<DecodeJob, "prompt">,
): ChanceOf {
  return { seed: plan.seed, sample, stream, salt: plan.sampling.coupling === "none" ? 1 + element : 0 };
}

/** The coin of a prompt's canonical frame; matters only where the prompt has a stabiliser. */
export function frameCoin(chance: ChanceOf): number {
  return uniform(keyOf(chance, "frame"));
}

/** The chance of the draw at a step, from 0. */
export function stepChance(chance: ChanceOf, step: number, names: Int32Array | undefined): RowChance {
  return rowChance(keyOf(chance, "step", step), names);
}

/**
 * The chance of a view's draw in a round of equizero: by what the view's text holds and never by the view's number, so the candidates of a
 * prompt and of its images are the same texts. Copies of equal views draw by their copy number.
 */
export function viewKey(chance: ChanceOf, round: number, view: readonly number[] | string, copy: number): Key {
  return keyOf(chance, "view", round, view, copy);
}

/** The chance of a view's draw at a step of its round. */
export function viewChance(view: Key, step: number): RowChance {
  return rowChance(key(view, step), undefined);
}

/** One of the elements that bring the winner's view about, picked by the seed: a uniform element of the stabiliser where there are several. */
export function stabiliserPick(chance: ChanceOf, round: number, count: number): number {
  return pick(uniform(keyOf(chance, "stabiliser", round)), count);
}

function keyOf({ seed, sample, stream, salt }: ChanceOf, ...parts: readonly KeyPart[]): Key {
  return key(seed, sample, stream, salt, ...parts);
}

function rowChance(name: Key, names: Int32Array | undefined): RowChance {
  return { key: name, coin: uniform(name), names };
}
