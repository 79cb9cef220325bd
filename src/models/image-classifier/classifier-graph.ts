import { readModel, type ModelValue } from "../../onnx/read-model.ts";
import { UserError } from "../../text/user-error.ts";
import { describedModel } from "../damaged-model.ts";

/** What an image classifier's graph takes and gives. */
export interface ClassifierGraph {
  readonly input: string;
  readonly logits: string;
  /** The output that the last linear layer reads, if the graph gives it. */
  readonly features: string | undefined;
  /** Images that a run must have, where the graph fixes their number. */
  readonly rows: number | undefined;
  /** Sides of the images, where the graph fixes them. */
  readonly height: number | undefined;
  readonly width: number | undefined;
}

/**
 * Finds input and outputs of a classifier: one float32 input (n, 3, h, w); `logits`, or else the only output with classes; `features`, by the given name or by this one.
 * Throws UserError where the bytes are no ONNX file or hold something else.
 */
export function classifierGraph(bytes: Uint8Array, path: string, features?: string): ClassifierGraph {
  const model = describedModel(bytes, path);
  const input = inputOf(model, path);
  const seen = featuresOf(model, path, features);
  const [rows, , height, width] = input.dims.map(fixed);
  return { input: input.name, logits: logitsOf(model, path, seen).name, features: seen?.name, rows, height, width };
}

type Model = ReturnType<typeof readModel>;

function inputOf({ inputs, constants }: Model, path: string): ModelValue {
  const stored = new Set(constants.map(({ name }) => name));
  const [input, ...more] = inputs.filter(({ name }) => !stored.has(name));
  if (input !== undefined && more.length === 0 && isImages(input)) return input;
  throw new UserError(
    `${path}: expected an image classifier with one float32 input (n, 3, height, width) but found ${inputs.map(shown).join(", ") || "no input"}. Export the model with channels before height and width.`,
  );
}

function featuresOf({ outputs }: Model, path: string, name: string | undefined): ModelValue | undefined {
  const seen = outputs.find((output) => output.name === (name ?? "features"));
  if (name !== undefined && seen === undefined)
    throw new UserError(
      `${path}: expected an output "${name}" but found ${outputs.map(shown).join(", ")}. Name one of those.`,
    );
  return seen;
}

function logitsOf({ outputs }: Model, path: string, seen: ModelValue | undefined): ModelValue {
  const rest = outputs.filter((output) => output !== seen);
  const logits = outputs.find(({ name }) => name === "logits") ?? (rest.length === 1 ? rest[0] : undefined);
  if (logits !== undefined) return logits;
  throw new UserError(
    `${path}: expected an output "logits" or a single one but found ${outputs.map(shown).join(", ")}. Rename the output that holds the classes.`,
  );
}

const isImages = ({ type, dims }: ModelValue): boolean =>
  type === "float32" && dims.length === 4 && (dims[1] === 3 || typeof dims[1] === "string");
const fixed = (size: number | string | undefined): number | undefined => (typeof size === "number" ? size : undefined);
const shown = ({ name, type, dims }: ModelValue): string => `${name} ${type ?? "of another type"} (${dims.join(", ")})`;
