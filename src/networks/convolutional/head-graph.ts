import { graph } from "../../onnx/graph.ts";

/** A trained head as an ONNX file: "features" (rows, k) to "logits" (rows, classes). */
export function headGraph(features: number, classes: number, weight: Float32Array, bias: Float32Array): Uint8Array {
  const g = graph("head");
  const inputs = [
    g.input("features", "float32", ["rows", features]),
    g.initializer("head.weight", "float32", [features, classes], weight),
    g.initializer("head.bias", "float32", [classes], bias),
  ];
  g.output(g.node("Gemm", inputs, {}, { output: "logits" }), "float32", ["rows", classes]);
  return g.bytes();
}
