import { onnxRunner } from "../src/models/graph-runner.ts";
import { graph } from "../src/onnx/graph.ts";
import { threads } from "./workload.ts";

/** What the machine can do at most: matrix products in GFLOP/s, and reading constant weights in GB/s. */
export interface Roof {
  readonly gigaflops: number;
  readonly gigabytes: number;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** Measures the roof with the same runtime and threads as the model: a product of 2048³, and one row times a matrix that no cache holds. */
export async function measureRoof(): Promise<Roof> {
  const square = await productMs(2048, 2048, 2048);
  const row = await productMs(1, 768, 50_257);
  return { gigaflops: (2 * 2048 ** 3) / square / 1e6, gigabytes: (4 * 768 * 50_257) / row / 1e6 };
}

async function productMs(rows: number, inner: number, columns: number): Promise<number> {
  const g = graph("product");
  g.input("a", "float32", [rows, inner]);
  const weights = Float32Array.from({ length: inner * columns }, (_, i) => (i % 17) / 17 - 0.5);
  g.node("MatMul", ["a", g.initializer("w", "float32", [inner, columns], weights)], {}, { output: "y" });
  g.node("ReduceMax", ["y"], { keepdims: 0 }, { output: "top" }); // so that the product itself need not be copied out
  g.output("top", "float32", []);
  const loaded = await onnxRunner.load(g.bytes(), { threads });
  const a = { type: "float32", dims: [rows, inner], data: new Float32Array(rows * inner).fill(0.1) } as const;
  const times: number[] = [];
  for (let run = 0; run < 15; run += 1) {
    const start = performance.now();
    await loaded.run({ a });
    times.push(performance.now() - start);
  }
  await loaded.close();
  return median(times);
}
