import { gateCount } from "./cell.ts";
import type { CellName } from "./cell-name.ts";

/** Sizes of a sequence-to-sequence network. */
export interface Seq2seqShape {
  readonly cell: CellName;
  /** Tokens of the source and of the target, the marks of start and end included. */
  readonly words: number;
  readonly actions: number;
  /** Units of each direction of the encoder, and width of its embeddings; the decoder has twice as many. */
  readonly units: number;
  /** What the decoder's combination of token and context goes through; default relu. */
  readonly activation?: "relu" | "tanh";
  /** What the encoder's second direction reads; default "reversed". */
  readonly backward?: BackwardOrder;
}

/** A source from its last token to its first, or with the end mark kept last and only what is before it reversed. */
export type BackwardOrder = "reversed" | "endLast";

/** The network's trained tensors, before any values. */
export interface TensorPlan {
  readonly name: string;
  readonly shape: readonly number[];
  /** Whose gradients are clipped together. */
  readonly group: "encoder" | "decoder";
  /** Initial values: uniform within ± this bound, or standard normal. */
  readonly start: number | "normal";
}

/**
 * The tensors of Basu et al. 2023 (arXiv:2305.09900, §5.2), with PyTorch's initial distributions: embeddings N(0, 1), cells ±1/√units, linear maps ±1/√inputs.
 * The encoder's two directions are stacked along the first axis; matrices take rows from the left (inputs × outputs).
 */
export function tensorPlans({ cell, words, actions, units }: Seq2seqShape): readonly TensorPlan[] {
  const gates = gateCount[cell];
  const wide = 2 * units;
  const encoder = (name: string, shape: readonly number[], start: TensorPlan["start"]): TensorPlan => ({
    name: `encoder.${name}`,
    shape,
    group: "encoder",
    start,
  });
  const decoder = (name: string, shape: readonly number[], start: TensorPlan["start"]): TensorPlan => ({
    name: `decoder.${name}`,
    shape,
    group: "decoder",
    start,
  });
  const [narrow, broad, joined] = [1 / Math.sqrt(units), 1 / Math.sqrt(wide), 1 / Math.sqrt(2 * wide)];
  return [
    encoder("embedding", [words, units], "normal"),
    encoder("input.weight", [2, units, gates * units], narrow),
    encoder("input.bias", [2, 1, gates * units], narrow),
    encoder("hidden.weight", [2, units, gates * units], narrow),
    encoder("hidden.bias", [2, 1, gates * units], narrow),
    decoder("embedding", [actions, wide], "normal"),
    decoder("combine.token", [wide, wide], joined),
    decoder("combine.context", [wide, wide], joined),
    decoder("combine.bias", [wide], joined),
    decoder("input.weight", [wide, gates * wide], broad),
    decoder("input.bias", [gates * wide], broad),
    decoder("hidden.weight", [wide, gates * wide], broad),
    decoder("hidden.bias", [gates * wide], broad),
    decoder("output.weight", [wide, actions], broad),
    decoder("output.bias", [actions], broad),
  ];
}
