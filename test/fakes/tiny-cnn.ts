import { residualModel } from "../../src/networks/convolutional/residual-model.ts";
import type { ResidualShape } from "../../src/networks/convolutional/residual-network.ts";
import { tape, type Value } from "../../src/train/tape.ts";
import { biasedConvolution, residualNetwork } from "../../src/networks/convolutional/residual-network.ts";
import { elementCount } from "../../src/onnx/tensor.ts";
import { numbers } from "../train/gradient-check.ts";

/** A residual network of random weights for images of 8×8. */
export const tinyShape: ResidualShape = { stem: 3, stages: [4], classes: 3 };
export const tinySide = 8;

/** Its weights by name: random, the same in every run. */
export function tinyWeights(): Readonly<Record<string, Float32Array>> {
  const weights: Record<string, Float32Array> = {};
  const on = tape();
  const tensors = (name: string, dims: readonly number[]): Value => {
    weights[name] = numbers(elementCount(dims), Object.keys(weights).length + 1).map((x) => x * 0.6);
    return on.input(name, dims);
  };
  const images = on.input("images", [1, 3, tinySide, tinySide]);
  residualNetwork(on, images, { convolve: biasedConvolution(on, tensors), tensors }, tinyShape);
  return weights;
}

/** The network as an ONNX file: no symmetry of its own. */
export function tinyCnn(): Uint8Array {
  const weights = tinyWeights();
  return residualModel(tinyShape, tinySide, (name) => weights[name] ?? new Float32Array(0));
}
