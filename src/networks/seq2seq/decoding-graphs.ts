import { logSoftmax } from "../../train/normalize.ts";
import { embedding } from "../../train/embedding.ts";
import { linear } from "../../train/linear.ts";
import { tape, type Parameter } from "../../train/tape.ts";
import type { CellState } from "./cell-state.ts";
import { decoderStep } from "./decoder.ts";
import { encode, sourceInputs } from "./encoder.ts";
import { type Seq2seqShape, tensorPlans } from "./shape.ts";
import { declareTensors, plainWeights } from "./weights.ts";

/** A graph that takes the network's tensors as inputs beside its data. */
export interface NetworkGraph {
  readonly bytes: Uint8Array;
  readonly parameters: readonly Parameter[];
}

/** The states that pass from graph to graph: the LSTM's memory is absent in the other cells. */
export const stateNames = (shape: Pick<Seq2seqShape, "cell">): readonly (keyof CellState)[] =>
  shape.cell === "lstm" ? ["hidden", "memory"] : ["hidden"];

/** Reads `rows` sources of at most `length` tokens. Outputs: "positions" (length, rows, 2·units) and "state.hidden" (and "state.memory"), (rows, 2·units). */
export function encodingGraph(shape: Seq2seqShape, length: number, rows: number): NetworkGraph {
  const on = tape();
  const weights = plainWeights(declareTensors(on, tensorPlans(shape)));
  const { positions, state } = encode(on, shape.cell, weights.encoder, sourceInputs(on, length, rows));
  const output = (name: string, from: string, dims: readonly number[]): string =>
    on.graph.output(on.graph.node("Identity", [from], {}, { output: name }), "float32", dims);
  output("positions", positions.name, positions.shape);
  for (const part of stateNames(shape)) output(`state.${part}`, state[part]?.name ?? "", [rows, 2 * shape.units]);
  return { bytes: on.graph.bytes(), parameters: on.parameters };
}

/**
 * One decoder step of `rows` rows. Inputs: "positions" and "source.mask" as the encoder had them, "before" int32 (rows), "state.hidden" (and "state.memory").
 * Outputs: "log_probabilities" (rows, actions), "next.hidden" (and "next.memory").
 */
export function decodingGraph(shape: Seq2seqShape, length: number, rows: number): NetworkGraph {
  const on = tape();
  const wide = 2 * shape.units;
  const { decoder } = plainWeights(declareTensors(on, tensorPlans(shape)));
  const step = decoderStep(on, shape, decoder, {
    positions: on.input("positions", [length, rows, wide]),
    mask: on.input("source.mask", [rows, length]),
  });
  const [hidden, memory] = stateNames(shape).map((part) => on.input(`state.${part}`, [rows, wide]));
  if (hidden === undefined) throw new Error("a cell without a state");
  const token = embedding(on, decoder.embedding, on.input("before", [rows], "int32"));
  const next = step(token, { hidden, ...(memory && { memory }) });
  const logits = linear(on, next.hidden, decoder.output.weight, decoder.output.bias);
  const output = (name: string, from: string, width: number): string =>
    on.graph.output(on.graph.node("Identity", [from], {}, { output: name }), "float32", [rows, width]);
  output("log_probabilities", logSoftmax(on, logits).name, shape.actions);
  for (const part of stateNames(shape)) output(`next.${part}`, next[part]?.name ?? "", wide);
  return { bytes: on.graph.bytes(), parameters: on.parameters };
}
