/** A file of named arrays and lists of words: "EVRM", the length of a JSON header (4 bytes, little end first), the header, then the arrays, each at a multiple of 4. */
export interface NamedArrays {
  readonly arrays: Readonly<Record<string, Float32Array | Int8Array>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

interface Header {
  readonly version: 1;
  readonly arrays: readonly {
    readonly name: string;
    readonly type: "f32" | "i8";
    readonly length: number;
    readonly offset: number;
  }[];
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

const magic = "EVRM";
const aligned = (offset: number): number => Math.ceil(offset / 4) * 4;

/** The bytes of a file that readNamedArrays reads back. Lists must not hold words with line breaks. */
export function writeNamedArrays({ arrays, lists }: NamedArrays): Uint8Array {
  let offset = 0;
  const entries = Object.entries(arrays).map(([name, values]) => {
    const entry = {
      name,
      type: values instanceof Int8Array ? ("i8" as const) : ("f32" as const),
      length: values.length,
      offset,
    };
    offset = aligned(offset + values.byteLength);
    return entry;
  });
  const header = new TextEncoder().encode(JSON.stringify({ version: 1, arrays: entries, lists } satisfies Header));
  const start = aligned(8 + header.length);
  const bytes = new Uint8Array(start + offset);
  bytes.set(new TextEncoder().encode(magic));
  new DataView(bytes.buffer).setUint32(4, header.length, true);
  bytes.set(header, 8);
  for (const { name, offset } of entries) {
    const values = arrays[name];
    if (values !== undefined)
      bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start + offset);
  }
  return bytes;
}

/** Reads such a file; undefined where the bytes are none. Copies the arrays, so that they are aligned. */
export function readNamedArrays(bytes: Uint8Array): NamedArrays | undefined {
  if (bytes.length < 8 || new TextDecoder().decode(bytes.subarray(0, 4)) !== magic) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  const header = parseHeader(bytes.subarray(8, 8 + length));
  if (header === undefined) return undefined;
  const start = aligned(8 + length);
  const arrays: Record<string, Float32Array | Int8Array> = {};
  for (const { name, type, length, offset } of header.arrays) {
    const size = type === "i8" ? length : 4 * length;
    const copy = new Uint8Array(bytes.subarray(start + offset, start + offset + size));
    if (copy.length !== size) return undefined;
    arrays[name] = type === "i8" ? new Int8Array(copy.buffer) : new Float32Array(copy.buffer);
  }
  return { arrays, lists: header.lists };
}

function parseHeader(bytes: Uint8Array): Header | undefined {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const isHeader =
      typeof header === "object" &&
      header !== null &&
      "version" in header &&
      header.version === 1 &&
      "arrays" in header &&
      "lists" in header;
    return isHeader ? (header as Header) : undefined;
  } catch {
    return undefined;
  }
}
