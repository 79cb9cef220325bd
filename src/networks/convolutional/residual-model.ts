import type { GraphBuilder } from "../../onnx/graph.ts";
import { type Tape, tape, type Value } from "../../train/tape.ts";
import { halfPrecision, singlePrecision, type Store, type Weights } from "../stored-weights.ts";
import {
  biasedConvolution,
  type Convolve,
  residualNetwork,
  type ResidualShape,
  residualTrunk,
  type Tensors,
  type TrunkShape,
} from "./residual-network.ts";

/** Names of a trained network's tensors and their shapes. */
export type TensorShapes = ReadonlyMap<string, readonly number[]>;

/**
 * A residual network as an ONNX file: "images" (n, 3, side, side), normalised, to "logits" (n, classes) and "features" (n, channels). `values` gives kernels, biases and head by the names of
 * `residualNetwork`, normalisations folded in.
 */
export const residualModel = (shape: ResidualShape, side: number, values: Weights): Uint8Array =>
  modelOf(side, { values, store: singlePrecision }, (on, images, layers) => ({
    ...residualNetwork(on, images, layers, shape),
  }));

/** Its convolutions as an ONNX file, stored in half precision: "images" (n, 3, side, side), normalised, to "map", of the shape of `residualTrunk`. */
export const trunkModel = (shape: TrunkShape, side: number, values: Weights): Uint8Array =>
  modelOf(side, { values, store: halfPrecision }, (on, images, { convolve }) => ({
    map: residualTrunk(on, images, convolve, shape),
  }));

interface Layers {
  readonly convolve: Convolve;
  readonly tensors: Tensors;
}

function modelOf(
  side: number,
  { values, store }: { readonly values: Weights; readonly store: (g: GraphBuilder) => Store },
  outputsOf: (on: Tape, images: Value, layers: Layers) => Readonly<Record<string, Value>>,
): Uint8Array {
  const on = tape();
  const stored = store(on.graph);
  const tensors = (name: string, dims: readonly number[]): Value => ({
    name: stored(name, dims, values(name)),
    shape: dims,
    tracked: false,
  });
  // The number of images is open: no node of the network holds it.
  const images = {
    name: on.graph.input("images", "float32", ["n", 3, side, side]),
    shape: [1, 3, side, side],
    tracked: false,
  };
  const outputs = outputsOf(on, images, { convolve: biasedConvolution(on, tensors), tensors });
  for (const [name, value] of Object.entries(outputs)) {
    const [, ...dims] = value.shape;
    on.graph.output(on.graph.node("Identity", [value.name], {}, { output: name }), "float32", ["n", ...dims]);
  }
  return on.graph.bytes();
}

/** The shape of the network whose tensors these are, or undefined where they are another network's. */
export function residualShape(tensors: TensorShapes): ResidualShape | undefined {
  const stem = tensors.get("stem.kernels")?.[0];
  const classes = tensors.get("head.weight")?.[1];
  const stages: number[] = [];
  for (let i = 0; ; i++) {
    const width = tensors.get(`stage${i}.down.kernels`)?.[0];
    if (width === undefined) break;
    stages.push(width);
  }
  return stem === undefined || classes === undefined || stages.length === 0 ? undefined : { stem, stages, classes };
}
