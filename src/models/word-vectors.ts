import { join } from "node:path";
import { type ModelConstant, type ModelDescription, readModel } from "../onnx/read-model.ts";
import { fileBytes, fileSlice, folderOf, modelFolder } from "../store/model-folder.ts";
import type { TokenId, Tokenizer } from "../text/token.ts";
import type { WordVectors } from "../wordlist/author/near-words.ts";
import { graphFiles } from "./model-files.ts";
import { toFloats } from "./safetensors.ts";

/**
 * The vectors by which a model reads the words that it holds as one token with a space before it: rows of its table of tokens. Words that the model
 * reads as one and the same token are left away. Undefined where the folder has no ONNX graph, or none with a plain table of float16 or float32 that
 * input_ids look up. Cost: reads the graph's file, and decodes every token once.
 */
export function wordVectors(folder: string, model: string, tokenizer: Tokenizer): WordVectors | undefined {
  const files = modelFolder(folder);
  const graph = graphFiles.find((file) => files.has(file));
  const table = graph === undefined ? undefined : tokenTable(files.pathOf(graph));
  if (table === undefined) return undefined;
  const { width, rows } = table;
  const tokens = wordTokens(tokenizer, table);
  const vectors = new Float32Array(tokens.length * width);
  tokens.forEach(({ row }, i) => vectors.set(rows.subarray(row * width, (row + 1) * width), i * width));
  centre(vectors, tokens.length, width);
  return { model, words: tokens.map(({ word }) => word), width, vectors };
}

interface TokenTable {
  readonly width: number;
  /** Shape: (tokens that the model tells apart, width). */
  readonly rows: Float32Array;
  /** The row of a token. */
  readonly rowOf: (token: number) => number;
}

function tokenTable(path: string): TokenTable | undefined {
  const model = readModel(fileBytes(path));
  const first = lookUp(model, "input_ids") ?? lookUp(model, reshaped(model, "input_ids"));
  if (first === undefined) return undefined;
  const renumbering = wholeNumbers(constantOf(model, first.data), path);
  const second = renumbering === undefined ? first : lookUp(model, first.output);
  const table = second && floatsOf(constantOf(model, uncast(model, second.data)), path);
  return table && { ...table, rowOf: (token) => renumbering?.[token] ?? token };
}

/** The node that looks rows up by this index: what it takes them from, and what it gives. */
function lookUp(
  { nodes }: ModelDescription,
  index: string,
): { readonly data: string; readonly output: string } | undefined {
  const node = nodes.find(({ op, inputs }) => op === "Gather" && inputs[1] === index);
  const [data, output] = [node?.inputs[0], node?.outputs[0]];
  return data === undefined || output === undefined ? undefined : { data, output };
}

const reshaped = ({ nodes }: ModelDescription, value: string): string =>
  nodes.find(({ op, inputs }) => op === "Reshape" && inputs[0] === value)?.outputs[0] ?? value;

const uncast = ({ nodes }: ModelDescription, value: string): string =>
  nodes.find(({ op, outputs }) => op === "Cast" && outputs[0] === value)?.inputs[0] ?? value;

const storedAs = { float16: "F16", float32: "F32" } as const;

function floatsOf(constant: ModelConstant | undefined, path: string): Pick<TokenTable, "width" | "rows"> | undefined {
  if (constant?.type !== "float16" && constant?.type !== "float32") return undefined;
  const [, width, ...more] = constant.dims;
  const bytes = bytesOf(constant, path);
  if (bytes === undefined || width === undefined || more.length > 0) return undefined;
  return { width, rows: toFloats(bytes, storedAs[constant.type]) };
}

const constantOf = ({ constants }: ModelDescription, name: string): ModelConstant | undefined =>
  constants.find((constant) => constant.name === name);

function bytesOf({ data }: ModelConstant, path: string): Uint8Array | undefined {
  if (data === undefined || data instanceof Uint8Array) return data;
  return fileSlice(join(folderOf(path), data.location), data.offset, data.length);
}

function wholeNumbers(constant: ModelConstant | undefined, path: string): readonly number[] | undefined {
  if (constant?.type !== "int32" && constant?.type !== "int64") return undefined;
  const bytes = bytesOf(constant, path);
  if (bytes === undefined) return undefined;
  const copy = new Uint8Array(bytes).buffer; // a copy is aligned
  return constant.type === "int32" ? [...new Int32Array(copy)] : Array.from(new BigInt64Array(copy), Number);
}

/** Words of three letters or more with their rows, in the order of the tokens. */
function wordTokens(
  tokenizer: Tokenizer,
  { rowOf, rows, width }: TokenTable,
): readonly { readonly word: string; readonly row: number }[] {
  const all = Array.from({ length: tokenizer.vocabularySize }, (_, token) => rowOf(token));
  const tokensOf = new Uint32Array(Math.floor(rows.length / width));
  for (const row of all) tokensOf[row] = (tokensOf[row] ?? 0) + 1;
  return all.flatMap((row, token) => {
    if (tokensOf[row] !== 1) return [];
    const text = tokenizer.decode([token as TokenId]);
    return /^ \p{L}{3,}$/u.test(text) ? [{ word: text.slice(1), row }] : [];
  });
}

/** Takes the mean row away from every row, and brings each to length 1. */
function centre(vectors: Float32Array, count: number, width: number): void {
  const mean = new Float64Array(width);
  vectors.forEach((value, i) => (mean[i % width] = (mean[i % width] ?? 0) + value / count));
  for (let start = 0; start < vectors.length; start += width) {
    const row = vectors.subarray(start, start + width);
    row.forEach((value, i) => (row[i] = value - (mean[i] ?? 0)));
    const length = Math.hypot(...row);
    if (length > 0) row.forEach((value, i) => (row[i] = value / length));
  }
}
