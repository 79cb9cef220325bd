import { z } from "zod";
import { UserError } from "../text/user-error.ts";

/** Where a tensor lies in a safetensors file. */
export interface StoredTensor {
  readonly type: "F32" | "F16" | "BF16" | "other";
  readonly dims: readonly number[];
  /** Bytes from the start of the file, and how many. */
  readonly offset: number;
  readonly length: number;
}

/** Reads `length` bytes of a file from `offset` on. Throws RangeError past its end. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

const types = ["F32", "F16", "BF16"] as const;
const whole = z.int().nonnegative();
const tensorEntry = z.object({ dtype: z.string(), shape: z.array(whole), data_offsets: z.tuple([whole, whole]) });
const header = z.record(z.string(), z.union([tensorEntry, z.record(z.string(), z.string())]));
type TensorEntry = z.infer<typeof tensorEntry>;
type Header = z.infer<typeof header>;
const longestHeader = 100_000_000;

/**
 * The table of contents of a safetensors file of `size` bytes: tensors by name. Throws UserError where the file is damaged or cut short;
 * `where` begins the message. Format: 8 bytes with the header's length, the header as JSON, then the data.
 */
export function readSafetensors(read: ReadBytes, size: number, where: string): ReadonlyMap<string, StoredTensor> {
  const { contents, start } = readHeader(read, size, where);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(contents)) {
    if (isTensor(entry)) tensors.set(name, stored(name, entry, start, size, where));
  }
  return tensors;
}

const damaged = (where: string, found: string): UserError =>
  new UserError(
    `${where}: expected a safetensors file but found ${found}. Get the file again: it is damaged or cut short.`,
  );

function readHeader(read: ReadBytes, size: number, where: string): { contents: Header; start: number } {
  if (size < 8) throw damaged(where, `${size} bytes`);
  const first = read(0, 8);
  const length = Number(new DataView(first.buffer, first.byteOffset, 8).getBigUint64(0, true));
  if (length > Math.min(size - 8, longestHeader)) {
    throw damaged(where, `a header of ${length} bytes in a file of ${size}`);
  }
  const contents = parse(new TextDecoder().decode(read(8, length)));
  if (contents === undefined) throw damaged(where, "a header that is no table of tensors");
  return { contents, start: 8 + length };
}

const isTensor = (entry: Header[string]): entry is TensorEntry => Array.isArray(entry["shape"]);

function stored(name: string, entry: TensorEntry, start: number, size: number, where: string): StoredTensor {
  const [from, to] = entry.data_offsets;
  const type = types.find((known) => known === entry.dtype) ?? "other";
  const length = to - from;
  if (length < 0 || start + to > size) throw damaged(where, `${name} at bytes ${from} to ${to} of ${size - start}`);
  const count = entry.shape.reduce((product, each) => product * each, 1);
  if (type !== "other" && length !== count * (type === "F32" ? 4 : 2)) {
    throw damaged(where, `${name} with ${length} bytes for ${count} numbers`);
  }
  return { type, dims: entry.shape, offset: start + from, length };
}

function parse(text: string): Header | undefined {
  try {
    return header.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Numbers stored as F32, F16 or BF16, as float32 (exact). */
export function toFloats(bytes: Uint8Array, type: StoredTensor["type"]): Float32Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes).buffer; // a copy is aligned
  if (type === "F32") return new Float32Array(copy);
  const halves = new Uint16Array(copy);
  if (type === "BF16") {
    const bits = new Uint32Array(halves.length);
    for (let i = 0; i < halves.length; i += 1) bits[i] = (halves[i] ?? 0) << 16;
    return new Float32Array(bits.buffer);
  }
  return Float32Array.from(halves, halfToNumber);
}

function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
