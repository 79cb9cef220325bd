import { tape, type Value } from "../../train/tape.ts";
import { biasedConvolution, residualNetwork, type ResidualShape } from "./residual-network.ts";

/** Names of a trained network's tensors and their shapes. */
export type TensorShapes = ReadonlyMap<string, readonly number[]>;

/**
 * A residual network as an ONNX file: "images" (n, 3, side, side), normalised, to "logits" (n, classes) and "features" (n, channels). `values` gives kernels, biases and head by the names of
 * `residualNetwork`, normalisations folded in.
 */
export function residualModel(shape: ResidualShape, side: number, values: (name: string) => Float32Array): Uint8Array {
  const on = tape();
  const tensors = (name: string, dims: readonly number[]): Value => ({
    name: on.graph.initializer(name, "float32", dims, values(name)),
    shape: dims,
    tracked: false,
  });
  // The number of images is open: no node of the network holds it.
  const images = {
    name: on.graph.input("images", "float32", ["n", 3, side, side]),
    shape: [1, 3, side, side],
    tracked: false,
  };
  const outputs = residualNetwork(on, images, { convolve: biasedConvolution(on, tensors), tensors }, shape);
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
