import { relu, tanh } from "../../train/elementwise.ts";
import { repeatedLinear } from "../../train/repeated.ts";
import type { Tape, Value } from "../../train/tape.ts";
import { attention } from "./attention.ts";
import { cellSteps } from "./cell.ts";
import type { CellState } from "./cell-state.ts";
import type { Encoded } from "./encoder.ts";
import type { Seq2seqShape } from "./shape.ts";
import type { Seq2seqWeights } from "./weights.ts";

/** One decoder step: the embedded previous token (rows, n) and the state → the next state. */
export type DecoderStep = (token: Value, state: CellState) => CellState;

/**
 * The decoder's step: attention by the state before it, relu (or tanh) of W·[token; context] + b, one cell. The readout of the new hidden state is the caller's.
 */
export function decoderStep(
  on: Tape,
  { cell, activation = "relu" }: Pick<Seq2seqShape, "cell" | "activation">,
  weights: Seq2seqWeights["decoder"],
  encoded: Pick<Encoded, "positions" | "mask">,
): DecoderStep {
  const attend = attention(on, encoded);
  const { token: fromToken, context: fromContext, bias } = weights.combine;
  const combine = repeatedLinear(on, [fromToken, fromContext], bias);
  const input = repeatedLinear(on, [weights.input.weight], weights.input.bias);
  const hidden = repeatedLinear(on, [weights.hidden.weight], weights.hidden.bias);
  const through = activation === "relu" ? relu : tanh;
  const next = cellSteps[cell](on);
  return (token, state) => {
    const combined = through(on, combine(token, attend(state.hidden)));
    return next({ input: input(combined), hidden: hidden(state.hidden) }, state);
  };
}
