import type { PermutationAction } from "../group/permutation-action.ts";
import type { Group } from "../group/group.ts";

/** A group acting on the tokens of a vocabulary by permutations. Laws: those of a left action; each table is a bijection. */
export interface TokenAction {
  readonly group: Group;
  readonly vocabularySize: number;
  /** images[g][v] = g·v, shape (|G|, V). */
  readonly images: readonly Int32Array[];
  /** 1 for the tokens of general words, which the relaxed decoders leave to the unmodified model, shape (V). */
  readonly general: Uint8Array;
}

/** A checked action on the points of a vocabulary, as the decoders take it. */
export const tokenAction = ({ group, size, images }: PermutationAction, general: Uint8Array): TokenAction => ({
  group,
  vocabularySize: size,
  images,
  general,
});
