import { elementBytes, elementCode, type ElementType } from "./element-type.ts";

/** A constant tensor of a graph: its bytes, or where they lie in another file. */
export interface TensorValue {
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** Raw little-endian elements in row-major order: any typed array, byte for byte. A float16 tensor takes a Uint16Array of bit patterns. */
  readonly data: ArrayBufferView | ExternalBytes;
}

/** A stretch of a file that lies beside the model file. */
export interface ExternalBytes {
  /** Path relative to the model file. */
  readonly location: string;
  /** Bytes before the stretch. */
  readonly offset: number;
  /** Bytes in the stretch. */
  readonly length: number;
}

/** Number of elements of a tensor of this shape; 1 for a scalar's []. */
export const elementCount = (dims: readonly number[]): number => dims.reduce((product, size) => product * size, 1);

/** The tensor as a plain message object for `schema.ts`. The data is referred to, not copied. Throws RangeError where data and shape disagree. */
export function tensorMessage(value: TensorValue, name?: string): Record<string, unknown> {
  const { type, dims, data } = value;
  const expected = elementCount(dims) * elementBytes[type];
  const found = "location" in data ? data.length : data.byteLength;
  if (found !== expected) {
    throw new RangeError(
      `tensor ${name ?? ""} ${type}[${dims.join(", ")}]: expected ${expected} bytes but found ${found}`,
    );
  }
  const head = { dims: [...dims], dataType: elementCode[type], ...(name === undefined ? {} : { name }) };
  if (!("location" in data)) return { ...head, rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  const entries = { location: data.location, offset: data.offset, length: data.length };
  const externalData = Object.entries(entries).map(([key, entry]) => ({ key, value: String(entry) }));
  return { ...head, externalData, dataLocation: 1 };
}
