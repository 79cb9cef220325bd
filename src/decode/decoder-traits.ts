import type { DecoderName } from "./decode-plan.ts";

/** What tells a decoder from the others; all that looks at more than a decoder's name reads it here. */
export interface DecoderTraits {
  /** own: the text as it is; average: the views' distributions at each token; search: rounds written in every view, of which the best is kept. */
  readonly method: "own" | "average" | "search";
  /** Whether it moves by the relaxed action, which leaves general words alone. */
  readonly isRelaxed: boolean;
  /** Whether it commutes with its action, so that an orbit is written once and carried. */
  readonly isEquivariant: boolean;
}

export const decoderTraits: Readonly<Record<DecoderName, DecoderTraits>> = {
  base: { method: "own", isRelaxed: false, isEquivariant: false },
  equi: { method: "average", isRelaxed: false, isEquivariant: true },
  "r-equi": { method: "average", isRelaxed: true, isEquivariant: false },
  equizero: { method: "search", isRelaxed: false, isEquivariant: true },
  "r-equizero": { method: "search", isRelaxed: true, isEquivariant: true },
};
