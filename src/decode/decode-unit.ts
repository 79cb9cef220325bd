import { decoderTraits } from "./decoder-traits.ts";
import { type Element, identity } from "../group/group.ts";
import type { TokenId } from "../text/token.ts";
import { type ChanceOf, chanceOf, frameCoin } from "./chance.ts";
import type { DecodeJob, DecodePlan } from "./decode-plan.ts";
import { moveTokens, tableOf } from "./move-tokens.ts";

/** A text to compute once, for all the jobs it is carried to. */
export interface DecodeUnit {
  /** The prompt the computation runs on. */
  readonly prompt: readonly TokenId[];
  /** names[v]: the token's name in the canonical frame, shape (V); absent where the prompt is in that frame. */
  readonly names: Int32Array | undefined;
  readonly chance: ChanceOf;
  readonly carried: readonly Carried[];
}

/** A job and the element that carries the unit's text to it. */
export interface Carried {
  readonly job: number;
  readonly by: Element;
}

/**
 * The units that the jobs come to, in order of first need. With frames on, an equivariant decoder computes a whole orbit in its canonical
 * frame; base and r-equi, which are not equivariant, always run on the prompt they are given, and their frame only names tokens for chance.
 */
export function decodeUnits(plan: DecodePlan, jobs: readonly DecodeJob[], firstJob: number): DecodeUnit[] {
  const units = new Map<string, DecodeUnit & { carried: Carried[] }>();
  jobs.forEach((job, i) => {
    const { by, ...unit } = placed(plan, job);
    const { sample, stream, salt } = unit.chance;
    const key = [sample, stream, salt, unit.frame, unit.prompt.join(",")].join(" ");
    const known = units.get(key) ?? { ...unit, carried: [] };
    known.carried.push({ job: firstJob + i, by });
    units.set(key, known);
  });
  return [...units.values()];
}

function placed(plan: DecodePlan, job: DecodeJob) {
  const { action, frame, frames, decoder } = plan;
  const chance = chanceOf(plan, job);
  const c = frame.of(job.prompt, frameCoin(chance));
  if (frames === "on" && decoderTraits[decoder.name].isEquivariant) {
    return {
      prompt: moveTokens(action, c, job.prompt),
      names: undefined,
      chance,
      frame: identity,
      by: action.group.inverse(c),
    };
  }
  return { prompt: job.prompt, names: c === identity ? undefined : tableOf(action, c), chance, frame: c, by: identity };
}
