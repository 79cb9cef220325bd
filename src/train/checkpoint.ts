import { startingMoments, type Moments } from "./optimizer.ts";
import { safetensorsBytes } from "./safetensors-bytes.ts";

/** Where training stands: everything that the next step depends on beside the data. */
export interface TrainingState {
  /** Steps done. */
  readonly step: number;
  /** Trained tensors by name. */
  readonly tensors: Readonly<Record<string, Moments>>;
}

/** Training about to begin with the given values, which are then changed in place. */
export function startingState(values: Readonly<Record<string, Float32Array>>): TrainingState {
  return {
    step: 0,
    tensors: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, startingMoments(value)])),
  };
}

const parts = ["value", "mean", "square"] as const;

/** The state as a file in the safetensors layout: tensors NAME/value, NAME/mean and NAME/square, and the step in the metadata. */
export function checkpointBytes({ step, tensors }: TrainingState): Uint8Array {
  return safetensorsBytes(
    Object.entries(tensors).flatMap(([name, moments]) =>
      parts.map((part) => ({ name: `${name}/${part}`, shape: [moments[part].length], data: moments[part] })),
    ),
    { step: String(step) },
  );
}

/** The state that `checkpointBytes` wrote. Throws Error where the bytes are cut short or no checkpoint. */
export function readCheckpoint(bytes: Uint8Array): TrainingState {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.byteLength < 8 ? -1 : Number(view.getBigUint64(0, true));
  if (size < 0 || 8 + size > bytes.byteLength) throw new Error("checkpoint: the header is cut short");
  const header: Record<string, { step?: string; data_offsets?: [number, number] }> = JSON.parse(
    new TextDecoder().decode(bytes.subarray(8, 8 + size)),
  );
  const { __metadata__, ...entries } = header;
  const arrays = new Map<string, Float32Array>();
  for (const [name, { data_offsets: [from, to] = [0, 0] }] of Object.entries(entries)) {
    if (8 + size + to > bytes.byteLength) throw new Error(`checkpoint: tensor ${name} is cut short`);
    arrays.set(name, new Float32Array(new Uint8Array(bytes.subarray(8 + size + from, 8 + size + to)).buffer));
  }
  const part = (name: string): Float32Array => {
    const array = arrays.get(name);
    if (array === undefined) throw new Error(`checkpoint: tensor ${name} is missing`);
    return array;
  };
  const names = [...arrays.keys()]
    .filter((name) => name.endsWith("/value"))
    .map((name) => name.slice(0, -"/value".length));
  return {
    step: Number(__metadata__?.step),
    tensors: Object.fromEntries(
      names.map((name) => [
        name,
        { value: part(`${name}/value`), mean: part(`${name}/mean`), square: part(`${name}/square`) },
      ]),
    ),
  };
}
