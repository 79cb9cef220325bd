import { graph } from "../onnx/graph.ts";
import { relu } from "../train/elementwise.ts";
import { linear } from "../train/linear.ts";
import { dropout } from "../train/mask.ts";
import { reshape } from "../train/shape.ts";
import type { Tape, Value } from "../train/tape.ts";

/** Width of the λ-network's two inner layers, and the share of them dropped in training. */
export const lambdaWidth = 100;
const droppedShare = 0.5;

/** What dropout is drawn from: see `dropout`. */
export interface DropoutNoise {
  /** Shape (rows, 100), uniform in [0, 1). */
  readonly noise: Value;
  /** One of shape [2] for each of the two layers. */
  readonly seeds: readonly [Value, Value];
}

/**
 * The λ-network on a tape: features (rows, k) to a score each, shape (rows): linear, ReLU, dropout, linear, dropout, linear. λ is exp(score); over the views of one
 * input it is divided by its sum. Source: the code of Basu et al. 2023, arXiv:2305.09900 (three linear layers, where the text says two).
 */
export function lambdaNetwork(on: Tape, features: Value, { noise, seeds }: DropoutNoise): Value {
  const [rows = 0, k = 0] = features.shape;
  const layer = (x: Value, name: string, from: number, to: number): Value =>
    linear(on, x, on.parameter(`${name}.weight`, [from, to]), on.parameter(`${name}.bias`, [to]));
  const first = dropout(on, relu(on, layer(features, "first", k, lambdaWidth)), droppedShare, noise, seeds[0]);
  const second = dropout(on, layer(first, "second", lambdaWidth, lambdaWidth), droppedShare, noise, seeds[1]);
  return reshape(on, layer(second, "third", lambdaWidth, 1), [rows]);
}

/** The trained network as an ONNX file: "features" (rows, k) to "scores" (rows, 1), nothing dropped. */
export function lambdaGraph(features: number, weights: (name: string) => Float32Array): Uint8Array {
  const g = graph("lambda");
  const layer = (x: string, name: string, from: number, to: number): string => {
    const parts = [
      g.initializer(`${name}.weight`, "float32", [from, to], weights(`${name}.weight`)),
      g.initializer(`${name}.bias`, "float32", [to], weights(`${name}.bias`)),
    ];
    return g.node("Gemm", [x, ...parts]);
  };
  const first = g.node("Relu", [
    layer(g.input("features", "float32", ["rows", features]), "first", features, lambdaWidth),
  ]);
  const second = layer(first, "second", lambdaWidth, lambdaWidth);
  const scores = g.node("Identity", [layer(second, "third", lambdaWidth, 1)], {}, { output: "scores" });
  g.output(scores, "float32", ["rows", 1]);
  return g.bytes();
}
