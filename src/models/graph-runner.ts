import "./no-telemetry.ts";
import * as ort from "onnxruntime-node";
import type { GraphRunner, RunTensor, RunTensors } from "../train/graph-runner.ts";

/** The runtime's view of a tensor, which looks at the same memory: made once for a tensor that is fed again and again. */
const views = new WeakMap<RunTensor, ort.Tensor>();

function toOrt(tensor: RunTensor): ort.Tensor {
  const known = views.get(tensor);
  if (known !== undefined) return known;
  const view = new ort.Tensor(tensor.type, tensor.data, tensor.dims);
  views.set(tensor, view);
  return view;
}

function fromOrt(name: string, { type, dims, data }: ort.Tensor): RunTensor {
  if (type === "float32" && data instanceof Float32Array) return { type, dims, data };
  if (type === "int32" && data instanceof Int32Array) return { type, dims, data };
  if (type === "int64" && data instanceof BigInt64Array) return { type, dims, data };
  if (type === "bool" && data instanceof Uint8Array) return { type, dims, data };
  throw new TypeError(`output ${name}: expected float32, int32, int64 or bool but found ${type}`);
}

const mapTensors = <From, To>(
  tensors: Readonly<Record<string, From>>,
  f: (tensor: From, name: string) => To,
): Record<string, To> => Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, f(tensor, name)]));

/** Threads that wait sleep instead of spinning: a fifth faster where other programs use the machine too. */
const sharing = { session: { intra_op: { allow_spinning: "0" } } };

/** Runs graphs with onnxruntime-node on the CPU. A run blocks the thread it is called on. */
export const onnxRunner: GraphRunner = {
  async load(model, { threads = 1 } = {}) {
    const session = await ort.InferenceSession.create(model, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      extra: sharing,
    });
    const absent = Object.fromEntries(session.outputNames.map((name) => [name, null]));
    return {
      async run(feeds, into = {}): Promise<RunTensors> {
        const outputs = await session.run(mapTensors(feeds, toOrt), { ...absent, ...mapTensors(into, toOrt) });
        return mapTensors(outputs, (tensor, name) => into[name] ?? fromOrt(name, tensor));
      },
      close: () => session.release(),
    };
  },
};
