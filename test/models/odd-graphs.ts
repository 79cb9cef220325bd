import { gpt2Exchange } from "../../src/models/gpt2-graph.ts";
import type { Gpt2Config } from "../../src/models/gpt2-config.ts";
import type { Gpt2Weights } from "../../src/models/gpt2-weights.ts";
import { graph } from "../../src/onnx/graph.ts";

/** A bigram model whose one product scales its activations by the whole batch, as int8 exports do. */
export function mixingGraph(vocabularySize: number): Uint8Array {
  const g = graph();
  g.input("input_ids", "int64", ["rows", "new"]);
  const table = Float32Array.from({ length: vocabularySize * 8 }, (_, i) =>
    Math.floor(i / 8) === vocabularySize - 1 ? 50 : Math.sin(i),
  );
  const x = g.node("Gather", [g.initializer("table", "float32", [vocabularySize, 8], table), "input_ids"]);
  const product = [
    x,
    g.initializer(
      "weight",
      "int8",
      [8, vocabularySize],
      Int8Array.from({ length: 8 * vocabularySize }, (_, i) => ((i * 37) % 200) - 100),
    ),
    g.initializer("scale", "float32", [vocabularySize], new Float32Array(vocabularySize).fill(0.01)),
    g.initializer("zero", "int8", [vocabularySize], new Int8Array(vocabularySize)),
  ];
  g.node("DynamicQuantizeMatMul", product, {}, { domain: "com.microsoft", output: "logits" });
  g.output("logits", "float32", ["rows", "new", vocabularySize]);
  return g.bytes();
}

/** A GPT-2 that has the input of merged decoders beside the usual ones. */
export function mergedGraph(config: Gpt2Config, weights: Gpt2Weights): Uint8Array {
  const g = gpt2Exchange(config, weights);
  g.node("Not", [g.input("use_cache_branch", "bool", [1])], {}, { output: "reads_all" });
  g.output("reads_all", "bool", [1]);
  return g.bytes();
}

/** A model that keeps no cache: a token's logits are the sum of a row of numbers for each token so far. */
export function uncachedGraph(vocabularySize: number): Uint8Array {
  const g = graph();
  g.input("input_ids", "int64", ["rows", "new"]);
  g.input("attention_mask", "int64", ["rows", "new"]);
  const table = Float32Array.from({ length: vocabularySize ** 2 }, (_, i) => Math.sin(i * i));
  const rows = g.node("Gather", [
    g.initializer("table", "float32", [vocabularySize, vocabularySize], table),
    "input_ids",
  ]);
  g.node("CumSum", [rows, g.i64([1], [])], {}, { output: "logits" });
  g.output("logits", "float32", ["rows", "new", vocabularySize]);
  return g.bytes();
}
