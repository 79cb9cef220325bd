import type { ModelDescription, ModelValue } from "../onnx/read-model.ts";
import { UserError } from "../text/user-error.ts";

/** What the engine must know of a foreign causal graph. */
export interface CausalGraph {
  readonly inputs: ReadonlySet<string>;
  /** Cache inputs, and the outputs that continue them; both empty where the graph keeps none. */
  readonly past: readonly string[];
  readonly present: readonly string[];
  readonly heads: number;
  readonly headWidth: number;
  readonly vocabularySize: number;
}

/** Operators that scale their activations by the extremes of the whole batch, so that a row's numbers depend on its neighbours. */
const mixing: ReadonlySet<string> = new Set([
  "DynamicQuantizeMatMul",
  "DynamicQuantizeLinear",
  "DynamicQuantizeLSTM",
  "MatMulIntegerToFloat",
]);
const known: ReadonlySet<string> = new Set(["input_ids", "attention_mask", "position_ids", "use_cache_branch"]);

/** Reads a description as a causal language model's. Throws UserError where it is none, or where it mixes rows and that is not allowed. */
export function causalGraph(
  model: ModelDescription,
  { graph: path, allowBatchDependent }: { readonly graph: string; readonly allowBatchDependent: boolean },
): CausalGraph {
  const mixer = model.nodes.find(({ op }) => mixing.has(op));
  if (mixer !== undefined && !allowBatchDependent) {
    throw new UserError(
      `${path}: expected a graph whose rows do not depend on each other but found ${mixer.op}, which scales every row by the largest value in the batch, so a prompt's text would change with the prompts beside it. Use the float32 or a weight-only quantised file of this model, or pass --allow-batch-dependent.`,
    );
  }
  const inputs = new Set(model.inputs.map(({ name }) => name));
  const past = model.inputs.filter(({ name }) => /^past_key_values\.\d+\.(key|value)$/.test(name));
  const strange = [...inputs].find((name) => !known.has(name) && !past.some((cache) => cache.name === name));
  const logits = model.outputs.find(({ name }) => name === "logits");
  if (!inputs.has("input_ids") || logits === undefined || strange !== undefined) {
    const found =
      strange === undefined
        ? [...inputs, "→", ...model.outputs.map(({ name }) => name).slice(0, 3)].join(" ")
        : `an input "${strange}"`;
    throw new UserError(
      `${path}: expected a causal language model (input_ids, attention_mask, position_ids, past_key_values.* → logits, present.*) but found ${found}. Export it with the task text-generation-with-past.`,
    );
  }
  const [first] = past;
  return {
    inputs,
    past: past.map(({ name }) => name),
    present: past.map(({ name }) => present(name, model, path)),
    heads: first === undefined ? 1 : size(first, 1, path),
    headWidth: first === undefined ? 1 : size(first, 3, path),
    vocabularySize: size(logits, logits.dims.length - 1, path),
  };
}

function present(past: string, model: ModelDescription, path: string): string {
  const name = past.replace("past_key_values", "present");
  if (model.outputs.some((output) => output.name === name)) return name;
  throw new UserError(
    `${path}: expected an output ${name} for the input ${past} but found none. Export the model with the task text-generation-with-past.`,
  );
}

function size({ name, dims, type }: ModelValue, axis: number, path: string): number {
  const found = dims[axis];
  if (type !== "float32")
    throw new UserError(
      `${path}, ${name}: expected float32 but found ${type ?? "another type"}. Use the float32 file of this model.`,
    );
  if (typeof found === "number") return found;
  throw new UserError(
    `${path}, ${name}: expected a fixed size at axis ${axis} but found "${found ?? "nothing"}". Export the model again with fixed head and vocabulary sizes.`,
  );
}
