import { relu } from "../../train/elementwise.ts";
import { repeatedLinear } from "../../train/repeated.ts";
import type { Tape, Value } from "../../train/tape.ts";
import { attention } from "./attention.ts";
import { type CellState, cellSteps } from "./cell.ts";
import type { CellName } from "./cell-name.ts";
import type { Encoded } from "./encoder.ts";
import type { Seq2seqWeights } from "./weights.ts";

/** One decoder step: the embedded previous token (rows, n) and the state → the next state. */
export type DecoderStep = (token: Value, state: CellState) => CellState;

/**
 * The decoder's step: attention by the state before it, relu(W·[token; context] + b), one cell. The readout of the new hidden state is the caller's.
 */
export function decoderStep(
  on: Tape,
  cell: CellName,
  weights: Seq2seqWeights["decoder"],
  encoded: Pick<Encoded, "positions" | "mask">,
): DecoderStep {
  const attend = attention(on, encoded);
  const { token: fromToken, context: fromContext, bias } = weights.combine;
  const combine = repeatedLinear(on, [fromToken, fromContext], bias);
  const input = repeatedLinear(on, [weights.input.weight], weights.input.bias);
  const hidden = repeatedLinear(on, [weights.hidden.weight], weights.hidden.bias);
  const next = cellSteps[cell](on);
  return (token, state) => {
    const combined = relu(on, combine(token, attend(state.hidden)));
    return next({ input: input(combined), hidden: hidden(state.hidden) }, state);
  };
}
