import { fileSize, fileSlice, folderOf } from "../store/model-folder.ts";
import type { TensorValue } from "../onnx/tensor.ts";
import { UserError } from "../text/user-error.ts";
import type { Gpt2Config } from "./gpt2-config.ts";
import type { Gpt2Parts } from "./gpt2-network.ts";
import { gpt2Shapes } from "./gpt2-weights.ts";
import { readSafetensors, toFloats, type StoredTensor } from "./safetensors.ts";

/** The parts of the GPT-2 in a model.safetensors. F32 stays in the file, which the runtime maps; F16 and BF16 are widened. Throws UserError where a parameter is missing or misshapen. */
export function gpt2Parts(path: string, config: Gpt2Config): Gpt2Parts {
  const read = (offset: number, length: number): Uint8Array => fileSlice(path, offset, length);
  const stored = readSafetensors(read, fileSize(path), path);
  const prefix = stored.has("transformer.wte.weight") ? "transformer." : "";
  const find = (name: string): StoredTensor | undefined => stored.get(`${prefix}${name}`) ?? stored.get(name);
  const head = find("lm_head.weight") === undefined ? "wte.weight" : "lm_head.weight";
  const shapes = new Map(gpt2Shapes(config)).set(head, [config.vocabularySize, config.width]);
  for (const [name, dims] of shapes) checkShape(find(name), name, dims, path);
  const tensor = (name: string): StoredTensor => checkShape(find(name), name, shapes.get(name) ?? [], path);
  return {
    config,
    head,
    folder: folderOf(path),
    weights: (name) => parameter(tensor(name), read, path),
    headRows: (tokens) => rows(tensor(head), tokens, read),
  };
}

function checkShape(
  found: StoredTensor | undefined,
  name: string,
  dims: readonly number[],
  path: string,
): StoredTensor {
  const expected = `${path}, ${name}: expected ${dims.join(" × ")} numbers`;
  if (found === undefined)
    throw new UserError(
      `${expected} but found no such tensor. Check that config.json and model.safetensors belong together.`,
    );
  if (found.type === "other")
    throw new UserError(
      `${expected} as F32, F16 or BF16 but found another type. Convert the file, or export the model to onnx/model.onnx.`,
    );
  if (found.dims.join() !== dims.join())
    throw new UserError(
      `${expected} but found ${found.dims.join(" × ")}. Check that config.json and model.safetensors belong together.`,
    );
  return found;
}

function parameter(
  { type, dims, offset, length }: StoredTensor,
  read: (offset: number, length: number) => Uint8Array,
  path: string,
): TensorValue {
  if (type === "F32")
    return { type: "float32", dims, data: { location: path.slice(folderOf(path).length + 1), offset, length } };
  return { type: "float32", dims, data: toFloats(read(offset, length), type) };
}

function rows(
  table: StoredTensor,
  tokens: Int32Array,
  read: (offset: number, length: number) => Uint8Array,
): TensorValue {
  const [, width = 0] = table.dims;
  const bytes = table.length / (table.dims[0] ?? 1);
  const data = new Float32Array(tokens.length * width);
  tokens.forEach((token, i) => data.set(toFloats(read(table.offset + token * bytes, bytes), table.type), i * width));
  return { type: "float32", dims: [tokens.length, width], data };
}
