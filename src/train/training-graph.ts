import { tape, type Parameter, type Tape, type Value } from "./tape.ts";

/** One training step as an ONNX file: parameters and data in; "loss", each parameter's gradient and their squared norms out. */
export interface TrainingGraph {
  readonly bytes: Uint8Array;
  readonly parameters: readonly Parameter[];
}

/** Name of the output that holds the gradient of a parameter. */
export const gradientName = (parameter: string): string => `gradient.${parameter}`;

/** Name of the output that holds the sum of squares over the gradients of a group of parameters. */
export const squaredNormName = (group: string): string => `squared_norm.${group}`;

/**
 * Builds a step's graph: `build` adds the forward pass to the tape and returns the scalar loss; the backward pass follows by itself.
 * Outputs: "loss" (scalar), "gradient.NAME" for each parameter, "squared_norm.GROUP" for each group of parameters.
 */
export function trainingGraph(build: (on: Tape) => Value): TrainingGraph {
  const on = tape();
  const { graph: g } = on;
  const loss = build(on);
  g.output(g.node("Reshape", [loss.name, g.i64([], [0])], {}, { output: "loss" }), "float32", []);
  const gradients = on.gradients(loss);
  const squares = new Map<string, string[]>();
  for (const { name, shape, group } of on.parameters) {
    const gradient = g.node("Identity", [gradients.get(name) ?? ""], {}, { output: gradientName(name) });
    g.output(gradient, "float32", shape);
    squares.set(group, [...(squares.get(group) ?? []), g.node("ReduceSumSquare", [gradient], { keepdims: 0 })]);
  }
  for (const [group, terms] of squares)
    g.output(g.node("Sum", terms, {}, { output: squaredNormName(group) }), "float32", []);
  return { bytes: g.bytes(), parameters: on.parameters };
}
