import "./no-telemetry.ts";
import * as ort from "onnxruntime-node";

/** A graph ready to run. */
export type Session = ort.InferenceSession;
/** A tensor at the runtime's border. */
export type Tensor = ort.Tensor;

/** Loads an ONNX graph from its bytes, or from a path. `folder`: where external data lies for a graph given as bytes. */
export async function openSession(model: Uint8Array | string, threads: number, folder?: string): Promise<Session> {
  const files = folder === undefined ? {} : { model_external_initializers_file_folder_path: folder };
  const options: ort.InferenceSession.SessionOptions = {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    logSeverityLevel: 4,
    // Each session has threads of its own; those that go on spinning after a run would take the cores from the next session.
    extra: { session: { force_spinning_stop: "1", ...files } },
  };
  return typeof model === "string"
    ? ort.InferenceSession.create(model, options)
    : ort.InferenceSession.create(model, options);
}

/** A tensor of float32 that looks at the start of `data`. */
export function floats(data: Float32Array, dims: readonly number[]): Tensor {
  const count = dims.reduce((product, size) => product * size, 1);
  return new ort.Tensor("float32", data.length === count ? data : data.subarray(0, count), dims);
}

/** A tensor of int64. */
export const integers = (values: ArrayLike<number>, dims: readonly number[]): Tensor =>
  new ort.Tensor(
    "int64",
    BigInt64Array.from({ length: values.length }, (_, i) => BigInt(values[i] ?? 0)),
    dims,
  );
