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

const bytesEach: Readonly<Record<string, number>> = { F32: 4, F16: 2, BF16: 2 };
const whole = z.int().nonnegative();
const header = z.record(
  z.string(),
  z.union([
    z.object({ dtype: z.string(), shape: z.array(whole), data_offsets: z.tuple([whole, whole]) }),
    z.record(z.string(), z.string()),
  ]),
);
const longestHeader = 100_000_000;

/**
 * The table of contents of a safetensors file of `size` bytes: tensors by name. Throws UserError where the file is damaged or cut short;
 * `where` begins the message. Format: 8 bytes with the header's length, the header as JSON, then the data.
 */
export function readSafetensors(read: ReadBytes, size: number, where: string): ReadonlyMap<string, StoredTensor> {
  const damaged = (found: string): UserError =>
    new UserError(`${where}: expected a safetensors file but found ${found}. Get the file again: it is damaged or cut short.`);
  if (size < 8) throw damaged(`${size} bytes`);
  const first = read(0, 8);
  const length = Number(new DataView(first.buffer, first.byteOffset, 8).getBigUint64(0, true));
  if (length > Math.min(size - 8, longestHeader)) throw damaged(`a header of ${length} bytes in a file of ${size}`);
  const contents = parse(new TextDecoder().decode(read(8, length)));
  if (contents === undefined) throw damaged("a header that is no table of tensors");
  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(contents)) {
    if (!("data_offsets" in entry) || typeof entry.dtype !== "string" || typeof entry.shape === "string") continue;
    const [start, end] = entry.data_offsets as [number, number];
    const type = entry.dtype === "F32" || entry.dtype === "F16" || entry.dtype === "BF16" ? entry.dtype : "other";
    const count = entry.shape.reduce((product, each) => product * each, 1);
    if (end < start || 8 + length + end > size) throw damaged(`${name} at bytes ${start} to ${end} of ${size - 8 - length}`);
    if (type !== "other" && end - start !== count * (bytesEach[type] ?? 0)) throw damaged(`${name} with ${end - start} bytes for ${count} numbers`);
    tensors.set(name, { type, dims: entry.shape, offset: 8 + length + start, length: end - start });
  }
  return tensors;
}

function parse(text: string): z.infer<typeof header> | undefined {
  try {
    return header.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Numbers stored as F32, F16 or BF16, as float32 (exact). */
export function toFloats(bytes: Uint8Array, type: StoredTensor["type"]): Float32Array<ArrayBuffer> {
  const copy = bytes.slice().buffer; // a fresh buffer is aligned
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
