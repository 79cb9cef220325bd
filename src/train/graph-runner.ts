/** A tensor on its way into or out of a graph. The data is row-major. */
export type RunTensor =
  | { readonly type: "float32"; readonly dims: readonly number[]; readonly data: Float32Array }
  | { readonly type: "int32"; readonly dims: readonly number[]; readonly data: Int32Array }
  | { readonly type: "int64"; readonly dims: readonly number[]; readonly data: BigInt64Array }
  | { readonly type: "bool"; readonly dims: readonly number[]; readonly data: Uint8Array };

/** Tensors by name. */
export type RunTensors = Readonly<Record<string, RunTensor>>;

/** A graph ready to run. */
export interface LoadedGraph {
  /**
   * Runs the graph once and returns its outputs. `into` gives buffers for outputs, which are then written in place and returned;
   * other outputs are new. Buffers are borrowed until the promise settles.
   */
  run(feeds: RunTensors, into?: RunTensors): Promise<RunTensors>;
  close(): Promise<void>;
}

/** Runs ONNX graphs. src/models has the one made of onnxruntime-node. */
export interface GraphRunner {
  /** Loads an ONNX file. `threads`: how many a run may use; default 1, which is best for small graphs. */
  load(model: Uint8Array, options?: { readonly threads?: number }): Promise<LoadedGraph>;
}
