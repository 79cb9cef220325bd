import { elementTypeOf, type ElementType } from "./element-type.ts";
import { modelMessage } from "./schema.ts";
import type { ExternalBytes } from "./tensor.ts";

/** A declared input or output of a graph. */
export interface ModelValue {
  readonly name: string;
  /** Undefined for an element type that Evenhand does not use. */
  readonly type: ElementType | undefined;
  /** Sizes, or names of sizes that are known when the graph runs ("" where nothing is declared). */
  readonly dims: readonly (number | string)[];
}

/** A constant of a graph. */
export interface ModelConstant {
  readonly name: string;
  readonly type: ElementType | undefined;
  readonly dims: readonly number[];
  /** Raw little-endian elements, a view into the file's bytes; where they lie in another file; or undefined where the file stores them in typed fields. */
  readonly data: Uint8Array | ExternalBytes | undefined;
}

/** A node of a graph, or of a graph inside one of its nodes. */
export interface ModelNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** What an ONNX file holds, as far as Evenhand looks into foreign models. */
export interface ModelDescription {
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly ModelValue[];
  readonly constants: readonly ModelConstant[];
  /** Every node, those of inner graphs (If, Loop) and functions included, in file order. */
  readonly nodes: readonly ModelNode[];
  /** Version of each operator set, by domain. */
  readonly opsets: Readonly<Record<string, number>>;
}

interface RawTensor {
  name?: string;
  dims?: unknown[];
  dataType?: number;
  rawData?: Uint8Array;
  externalData?: { key: string; value: string }[];
}
interface RawValue {
  name?: string;
  type?: { tensorType?: { elemType?: number; shape?: { dim?: { dimValue?: unknown; dimParam?: string }[] } } };
}
interface RawNode {
  opType?: string;
  domain?: string;
  input?: string[];
  output?: string[];
  attribute?: { g?: RawGraph; graphs?: RawGraph[] }[];
}
interface RawGraph {
  node?: RawNode[];
  initializer?: RawTensor[];
  input?: RawValue[];
  output?: RawValue[];
}
interface RawModel {
  graph?: RawGraph;
  functions?: { node?: RawNode[] }[];
  opsetImport?: { domain?: string; version?: unknown }[];
}

function valueOf({ name = "", type }: RawValue): ModelValue {
  const { elemType = 0, shape } = type?.tensorType ?? {};
  const dims = (shape?.dim ?? []).map(({ dimValue, dimParam }) => {
    const size = Number(dimValue ?? 0);
    return dimParam || (size > 0 ? size : "");
  });
  return { name, type: elementTypeOf(elemType), dims };
}

function externalBytes(entries: readonly { key: string; value: string }[]): ExternalBytes {
  const fields = new Map(entries.map(({ key, value }) => [key, value]));
  return {
    location: fields.get("location") ?? "",
    offset: Number(fields.get("offset") ?? 0),
    length: Number(fields.get("length") ?? 0),
  };
}

function constantOf({ name = "", dims = [], dataType = 0, rawData, externalData = [] }: RawTensor): ModelConstant {
  const inline = rawData !== undefined && rawData.length > 0 ? rawData : undefined;
  const data = externalData.length > 0 ? externalBytes(externalData) : inline;
  return { name, type: elementTypeOf(dataType), dims: dims.map(Number), data };
}

/** The graphs that a node carries: the branches of If, the body of Loop. */
const innerGraphs = ({ attribute = [] }: RawNode): RawGraph[] =>
  attribute.flatMap(({ g, graphs = [] }) => (g === undefined ? graphs : [g, ...graphs]));

function* nodesOf(nodes: readonly RawNode[]): Generator<ModelNode> {
  for (const node of nodes) {
    const { opType = "", domain = "", input = [], output = [] } = node;
    yield { op: opType, domain, inputs: input, outputs: output };
    for (const inner of innerGraphs(node)) yield* nodesOf(inner.node ?? []);
  }
}

/** Reads an ONNX file. Constants are views into `bytes`, so nothing large is copied. Throws Error where the bytes are no ONNX file. */
export function readModel(bytes: Uint8Array): ModelDescription {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const model: RawModel = modelMessage.toObject(modelMessage.decode(whole));
  const { graph, functions = [], opsetImport = [] } = model;
  if (graph === undefined) throw new Error("no graph in these bytes: not an ONNX model");
  return {
    inputs: (graph.input ?? []).map(valueOf),
    outputs: (graph.output ?? []).map(valueOf),
    constants: (graph.initializer ?? []).map(constantOf),
    nodes: [...nodesOf([...(graph.node ?? []), ...functions.flatMap(({ node = [] }) => node)])],
    opsets: Object.fromEntries(opsetImport.map(({ domain = "", version }) => [domain, Number(version)])),
  };
}
