import type { ElementType } from "../onnx/element-type.ts";
import { graph, type GraphBuilder } from "../onnx/graph.ts";
import { elementCount } from "../onnx/tensor.ts";

/** A tensor in a graph under construction. Its shape is fixed when the graph is built. */
export interface Value {
  /** The value's name in the graph. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Whether a gradient flows into it: true for parameters and for whatever depends on one. */
  readonly tracked: boolean;
}

/** A trained tensor: fed to every step, its gradient among the step's outputs. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Parameters of one group have their gradients clipped together. */
  readonly group: string;
}

/** Gradients (names in the graph) of a recorded operation's outputs; undefined where no gradient reached an output. */
type Backward = (gradients: readonly (string | undefined)[]) => void;

/**
 * Reverse-mode differentiation that writes ONNX nodes: operators add their forward nodes and record how to add their backward nodes.
 * A new operator calls `record`, and in its backward function `give`s each input its share.
 */
export interface Tape {
  readonly graph: GraphBuilder;
  readonly parameters: readonly Parameter[];
  /** Declares a trained tensor; it becomes a float32 input of the graph under its own name. `group`: whose gradients are clipped together; default "all". */
  parameter(name: string, shape: readonly number[], group?: string): Value;
  /** Declares an input without a gradient: data, targets, masks. */
  input(name: string, shape: readonly number[], type?: ElementType): Value;
  /** A float32 constant without a gradient. Throws RangeError where data and shape disagree. */
  constant(shape: readonly number[], data: Float32Array): Value;
  /** Declares graph values `names` to be the outputs of an operation on `inputs`; `backward` is called at most once, and only if a gradient can matter. */
  record(
    names: readonly string[],
    shapes: readonly (readonly number[])[],
    inputs: readonly Value[],
    backward: Backward,
  ): readonly Value[];
  /** Adds to the gradient of `value` what `share` writes; does nothing (and does not call it) where value is untracked. */
  give(value: Value, share: (sofar: string | undefined) => string, how?: "add" | "replace"): void;
  /** Writes the backward nodes of the scalar `loss` and returns the name of each parameter's gradient. Call once, last. */
  gradients(loss: Value): ReadonlyMap<string, string>;
}

interface Entry {
  readonly outputs: readonly Value[];
  readonly backward: Backward;
}

/** An empty tape on an empty graph. */
export function tape(): Tape {
  const g = graph("training");
  const parameters: Parameter[] = [];
  const entries: Entry[] = [];
  const gradients = new Map<string, string>();

  const give: Tape["give"] = (value, share, how = "add") => {
    if (!value.tracked) return;
    const sofar = gradients.get(value.name);
    const added = share(sofar);
    gradients.set(value.name, sofar === undefined || how === "replace" ? added : g.node("Add", [sofar, added]));
  };
  const zeros = (shape: readonly number[]): string =>
    g.initializer(g.fresh("zeros"), "float32", shape, new Float32Array(elementCount(shape)));

  return {
    graph: g,
    parameters,
    parameter(name, shape, group = "all") {
      parameters.push({ name, shape, group });
      return { name: g.input(name, "float32", shape), shape, tracked: true };
    },
    input: (name, shape, type = "float32") => ({ name: g.input(name, type, shape), shape, tracked: false }),
    constant: (shape, data) => ({ name: g.initializer(g.fresh("k"), "float32", shape, data), shape, tracked: false }),
    record(names, shapes, inputs, backward) {
      const tracked = inputs.some((input) => input.tracked);
      const outputs = names.map((name, i) => ({ name, shape: shapes[i] ?? [], tracked }));
      if (tracked) entries.push({ outputs, backward });
      return outputs;
    },
    give,
    gradients(loss) {
      if (elementCount(loss.shape) !== 1)
        throw new RangeError(`expected a scalar loss but found shape [${loss.shape.join(", ")}]`);
      const ones = g.initializer(g.fresh("ones"), "float32", loss.shape, Float32Array.of(1));
      gradients.set(loss.name, ones);
      for (const { outputs, backward } of entries.toReversed()) {
        const arrived = outputs.map(({ name }) => gradients.get(name));
        if (arrived.some((name) => name !== undefined)) backward(arrived);
      }
      return new Map(parameters.map(({ name, shape }) => [name, gradients.get(name) ?? zeros(shape)]));
    },
  };
}

/** Records an operation with one output: the common case of {@link Tape.record}. */
export function derive(
  on: Tape,
  name: string,
  shape: readonly number[],
  inputs: readonly Value[],
  backward: (gradient: string) => void,
): Value {
  const [output] = on.record([name], [shape], inputs, ([gradient]) => {
    if (gradient !== undefined) backward(gradient);
  });
  if (output === undefined) throw new Error("record returned no output for one name");
  return output;
}
