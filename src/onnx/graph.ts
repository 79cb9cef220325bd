import { elementCode, type ElementType } from "./element-type.ts";
import { modelMessage } from "./schema.ts";
import { tensorMessage, type TensorValue } from "./tensor.ts";

/** A node's attribute: a whole number, a string, whole numbers, a real number, real numbers, or a tensor. */
export type Attribute =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly tensor: TensorValue };

/** Attributes of a node by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** A dimension: its size, or the name of a size that is known when the graph runs. */
export type Dimension = number | string;

/** What a node may be told beyond its operator, inputs and attributes. */
export interface NodeOptions {
  /** The operator's set, such as "com.microsoft"; absent: ONNX's own. */
  readonly domain?: string;
}

/** An ONNX graph under construction. A value is known by its name; nodes must be added in an order in which inputs come before their users. */
export interface GraphBuilder {
  /** Adds a node with one output and returns the output's name: `output` where given, else a fresh one. An input "" is an absent optional one. */
  node(
    op: string,
    inputs: readonly string[],
    attributes?: Attributes,
    options?: NodeOptions & { readonly output?: string },
  ): string;
  /** Adds a node with several outputs and returns their names, which are those given; "" leaves an optional output out. */
  nodes<const Names extends readonly string[]>(
    op: string,
    inputs: readonly string[],
    outputs: Names,
    attributes?: Attributes,
    options?: NodeOptions,
  ): Names;
  /** Adds a constant and returns its name. The data is referred to, not copied. Throws RangeError where data and shape disagree. */
  initializer(name: string, type: ElementType, dims: readonly number[], data: TensorValue["data"]): string;
  /** A constant of whole numbers (int64), shared between equal calls. Shape: [values.length], or `dims` ([] for a scalar). */
  i64(values: readonly number[], dims?: readonly number[]): string;
  /** A scalar float32 constant, shared between equal calls. */
  f32(value: number): string;
  /** Declares an input of the graph and returns its name. */
  input(name: string, type: ElementType, dims: readonly Dimension[]): string;
  /** Declares the value `name` an output of the graph and returns its name. */
  output(name: string, type: ElementType, dims: readonly Dimension[]): string;
  /** A name that no other value has. */
  fresh(prefix?: string): string;
  /** The graph as an ONNX file. Costs one copy of the constants. */
  bytes(options?: { readonly opset?: number; readonly irVersion?: number; readonly producer?: string }): Uint8Array;
}

const utf8 = new TextEncoder();

/** AttributeProto numbers its kinds: 1 float, 2 int, 3 string, 4 tensor, 6 floats, 7 ints. */
function attributeMessage(name: string, value: Attribute): Record<string, unknown> {
  if (typeof value === "number") return { name, i: value, type: 2 };
  if (typeof value === "string") return { name, s: utf8.encode(value), type: 3 };
  if ("float" in value) return { name, f: value.float, type: 1 };
  if ("floats" in value) return { name, floats: value.floats, type: 6 };
  if ("tensor" in value) return { name, t: tensorMessage(value.tensor), type: 4 };
  return { name, ints: value, type: 7 };
}

function valueMessage(name: string, type: ElementType, dims: readonly Dimension[]): Record<string, unknown> {
  const dim = dims.map((size) => (typeof size === "number" ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: elementCode[type], shape: { dim } } } };
}

type Rows = Record<string, unknown>[];

/** An empty graph to add to. Names made up for its values begin with `prefix`. */
export function graph(name = "graph", prefix = ""): GraphBuilder {
  const [node, initializer, input, output]: [Rows, Rows, Rows, Rows] = [[], [], [], []];
  const constants = new Map<string, string>();
  const domains = new Set<string>();
  let count = 0;

  const fresh = (kind = "t"): string => `${prefix}${kind}_${count++}`;
  const nodes: GraphBuilder["nodes"] = (op, inputs, outputs, attributes = {}, { domain = "" } = {}) => {
    const attribute = Object.entries(attributes).map(([key, value]) => attributeMessage(key, value));
    node.push({
      input: [...inputs],
      output: [...outputs],
      name: `${prefix}${op}_${node.length}`,
      opType: op,
      attribute,
      domain,
    });
    if (domain !== "") domains.add(domain);
    return outputs;
  };
  const constant = (type: ElementType, dims: readonly number[], data: ArrayBufferView, key: string): string => {
    const known = constants.get(key);
    if (known !== undefined) return known;
    const added = fresh("c");
    initializer.push(tensorMessage({ type, dims, data }, added));
    constants.set(key, added);
    return added;
  };

  return {
    node: (op, inputs, attributes = {}, { domain = "", output: named = fresh() } = {}) =>
      nodes(op, inputs, [named], attributes, { domain })[0],
    nodes,
    initializer(named, type, dims, data) {
      initializer.push(tensorMessage({ type, dims, data }, named));
      return named;
    },
    i64: (values, dims = [values.length]) =>
      constant(
        "int64",
        dims,
        BigInt64Array.from(values, (value) => BigInt(value)),
        `i ${dims.join()}: ${values.join()}`,
      ),
    f32: (value) => constant("float32", [], Float32Array.of(value), `f ${Object.is(value, -0) ? "-0" : value}`),
    input(named, type, dims) {
      input.push(valueMessage(named, type, dims));
      return named;
    },
    output(named, type, dims) {
      output.push(valueMessage(named, type, dims));
      return named;
    },
    fresh,
    bytes({ opset = 17, irVersion = 9, producer = "evenhand" } = {}) {
      const opsetImport = [{ domain: "", version: opset }, ...[...domains].map((domain) => ({ domain, version: 1 }))];
      return modelMessage
        .encode({ irVersion, producerName: producer, graph: { name, node, initializer, input, output }, opsetImport })
        .finish();
    },
  };
}
