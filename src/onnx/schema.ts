import protobuf from "protobufjs/light.js";

/** A field: [number, type], or [number, type, "repeated"]. */
type FieldRow = readonly [id: number, type: string, rule?: "repeated"];

/** The part of ONNX's message layout (onnx.proto, IR version 3 and later) that Evenhand writes or reads. Fields left out are skipped on reading. */
const messages: Readonly<Record<string, Readonly<Record<string, FieldRow>>>> = {
  StringEntry: { key: [1, "string"], value: [2, "string"] },
  OperatorSet: { domain: [1, "string"], version: [2, "int64"] },
  Dimension: { dimValue: [1, "int64"], dimParam: [2, "string"] },
  Shape: { dim: [1, "Dimension", "repeated"] },
  TensorType: { elemType: [1, "int32"], shape: [2, "Shape"] },
  ValueType: { tensorType: [1, "TensorType"] },
  ValueInfo: { name: [1, "string"], type: [2, "ValueType"] },
  Tensor: {
    dims: [1, "int64", "repeated"],
    dataType: [2, "int32"],
    floatData: [4, "float", "repeated"],
    int32Data: [5, "int32", "repeated"],
    int64Data: [7, "int64", "repeated"],
    name: [8, "string"],
    rawData: [9, "bytes"],
    externalData: [13, "StringEntry", "repeated"],
    dataLocation: [14, "int32"],
  },
  Attribute: {
    name: [1, "string"],
    f: [2, "float"],
    i: [3, "int64"],
    s: [4, "bytes"],
    t: [5, "Tensor"],
    g: [6, "Graph"],
    floats: [7, "float", "repeated"],
    ints: [8, "int64", "repeated"],
    graphs: [11, "Graph", "repeated"],
    type: [20, "int32"],
  },
  Node: {
    input: [1, "string", "repeated"],
    output: [2, "string", "repeated"],
    name: [3, "string"],
    opType: [4, "string"],
    attribute: [5, "Attribute", "repeated"],
    domain: [7, "string"],
  },
  Graph: {
    node: [1, "Node", "repeated"],
    name: [2, "string"],
    initializer: [5, "Tensor", "repeated"],
    input: [11, "ValueInfo", "repeated"],
    output: [12, "ValueInfo", "repeated"],
  },
  Function: { name: [1, "string"], node: [7, "Node", "repeated"], domain: [10, "string"] },
  Model: {
    irVersion: [1, "int64"],
    producerName: [2, "string"],
    graph: [7, "Graph"],
    opsetImport: [8, "OperatorSet", "repeated"],
    functions: [25, "Function", "repeated"],
  },
};

function rootOf(rows: typeof messages): protobuf.Root {
  const root = new protobuf.Root();
  for (const [name, fields] of Object.entries(rows)) {
    const type = new protobuf.Type(name);
    for (const [field, [id, kind, rule]] of Object.entries(fields)) type.add(new protobuf.Field(field, id, kind, rule));
    root.add(type);
  }
  root.resolveAll();
  return root;
}

/** The message type of a whole ONNX file (ModelProto), for protobufjs. 64-bit integers come back as numbers where protobufjs finds no Long. */
export const modelMessage: protobuf.Type = rootOf(messages).lookupType("Model");
