import protobuf from "protobufjs/light.js";

/** Numbers of fields in onnx.proto, and of the wire type of what has a length. */
const field = { graph: 7, input: 11, name: 1 } as const;
const bytesType = 2;

/** A stretch of bytes. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * An ONNX file with the graph of another one grafted on: its nodes, constants, inputs and outputs are added, and may use the file's values by
 * name. Inputs of the file are renamed first, each to a name as long as its own. Nothing else is touched or even decoded: a second graph in a
 * protobuf message adds to the first. Operator sets are the file's. Throws Error where the bytes are no ONNX file. Costs one copy.
 */
export function graft(file: Uint8Array, scion: Uint8Array, rename: (input: string) => string): Uint8Array {
  const grown = scion.subarray(...ends(only(parts(scion, whole(scion), field.graph))));
  const head = new protobuf.Writer()
    .uint32((field.graph << 3) | bytesType)
    .uint32(grown.length)
    .finish();
  const joined = new Uint8Array(file.length + head.length + grown.length);
  joined.set(file);
  joined.set(head, file.length);
  joined.set(grown, file.length + head.length);
  for (const graph of parts(file, whole(file), field.graph)) {
    for (const input of parts(file, graph, field.input)) {
      const at = only(parts(file, input, field.name));
      const name = Buffer.from(rename(Buffer.from(file.subarray(...ends(at))).toString()));
      if (name.length !== at.end - at.start)
        throw new RangeError(`Expected a name as long as the old one but found ${name.toString()}.`);
      joined.set(name, at.start);
    }
  }
  return joined;
}

const whole = ({ length }: Uint8Array): Stretch => ({ start: 0, end: length });

const ends = ({ start, end }: Stretch): [number, number] => [start, end];

function only([first]: readonly Stretch[]): Stretch {
  if (first === undefined) throw new Error("a field is missing: not an ONNX model");
  return first;
}

/** Where the values of a field that has a length lie in a message. */
function parts(bytes: Uint8Array, { start, end }: Stretch, id: number): Stretch[] {
  const reader = protobuf.Reader.create(bytes);
  const found: Stretch[] = [];
  for (reader.pos = start; reader.pos < end;) {
    const tag = reader.uint32();
    if (tag !== ((id << 3) | bytesType)) {
      reader.skipType(tag & 7);
      continue;
    }
    const length = reader.uint32();
    found.push({ start: reader.pos, end: reader.pos + length });
    reader.skip(length);
  }
  return found;
}
