import type { Action } from "../../group/action.ts";
import type { Group } from "../../group/group.ts";
import { gateCount } from "./cell.ts";
import type { CellName } from "./cell-name.ts";
import type { Seq2seqShape, TensorPlan } from "./shape.ts";

/** A permutation-equivariant sequence-to-sequence network: every state is a function on the group, |G| × K numbers. */
export interface GroupShape {
  readonly cell: CellName;
  readonly group: Group;
  readonly words: TokenSet;
  readonly actions: TokenSet;
  /** K of each direction of the encoder; the decoder has 2·K. */
  readonly units: number;
}

/** Tokens that the group moves. */
export interface TokenSet {
  readonly count: number;
  readonly action: Action<number>;
}

/** The plain network that the shared tensors are spread over: |G|·K units a direction. A channel's |G| numbers lie K apart: (block, g, k). */
export const spreadShape = ({ cell, group, words, actions, units }: GroupShape): Seq2seqShape => ({
  cell,
  words: words.count,
  actions: actions.count,
  units: group.order * units,
  activation: "tanh",
  backward: "endLast",
});

/**
 * The shared tensors of Gordon et al. 2020 (ICLR, "Permutation equivariant models for compositional generalization in language") as their code draws them:
 * embeddings N(0, 1), filters |G| × K_in × K_out within ±1/√K_out of a gate, biases ±1/√(K_in·K_out). Both directions of the encoder share one cell.
 * The readout's bias is one for each orbit of the actions; theirs is one for each action, with which the network is not equivariant.
 */
export function groupPlans(shape: GroupShape): readonly TensorPlan[] {
  const { cell, group, words, actions, units } = shape;
  const gates = gateCount[cell];
  const wide = 2 * units;
  const convolution = (name: string, from: number): readonly TensorPlan[] => [
    plan(`${name}.weight`, [group.order, from, gates * from], 1 / Math.sqrt(from)),
    plan(`${name}.bias`, [gates * from], 1 / from),
  ];
  return [
    plan("encoder.embedding", [words.count, units], "normal"),
    ...convolution("encoder.input", units),
    ...convolution("encoder.hidden", units),
    plan("decoder.embedding", [actions.count, wide], "normal"),
    plan("decoder.combine.token", [group.order, wide, wide], 1 / Math.sqrt(wide)),
    plan("decoder.combine.context", [group.order, wide, wide], 1 / Math.sqrt(wide)),
    plan("decoder.combine.bias", [wide], 1 / Math.sqrt(2 * wide * wide)),
    ...convolution("decoder.input", wide),
    ...convolution("decoder.hidden", wide),
    plan("decoder.output.weight", [actions.count, wide], 1 / Math.sqrt(wide)),
    plan("decoder.output.bias", [new Set(orbitOf(actions)).size], 1 / Math.sqrt(wide)),
  ];
}

const plan = (name: string, shape: readonly number[], start: TensorPlan["start"]): TensorPlan => ({
  name,
  shape,
  group: name.startsWith("encoder") ? "encoder" : "decoder",
  start,
});

/** The orbit of each token, numbered in the order of their first tokens. */
export function orbitOf({ count, action }: TokenSet): readonly number[] {
  const { elements } = action.group;
  const least = Array.from({ length: count }, (_, token) => Math.min(...elements.map((g) => action.apply(g, token))));
  const first = [...new Set(least)];
  return least.map((token) => first.indexOf(token));
}
