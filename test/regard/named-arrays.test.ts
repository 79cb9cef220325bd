import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readNamedArrays, writeNamedArrays } from "../../src/regard/named-arrays.ts";

const example = {
  arrays: { odd: Int8Array.of(1, -2, 3), floats: Float32Array.of(0.5, -1, NaN) },
  lists: { words: ["é", "don't", ""] },
};

describe("a file of named arrays", () => {
  it("is read back as it was written", () => {
    expect(readNamedArrays(writeNamedArrays(example))).toEqual(example);
  });

  it("is read from the middle of other bytes, and shares none of them", () => {
    const file = writeNamedArrays(example);
    const around = new Uint8Array(file.length + 7).fill(9);
    around.set(file, 3);
    const read = readNamedArrays(around.subarray(3, 3 + file.length));
    around.fill(0);
    expect(read).toEqual(example);
  });

  it("is refused wherever it is cut, and with another beginning", () => {
    const file = writeNamedArrays(example);
    for (let length = 0; length < file.length - 3; length++) {
      expect(readNamedArrays(file.subarray(0, length))).toBeUndefined();
    }
    expect(readNamedArrays(file.with(0, 0))).toBeUndefined();
  });

  it("is refused where it is noise", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(readNamedArrays(Uint8Array.of(69, 86, 82, 77, ...bytes))).toBeUndefined();
      }),
    );
  });
});
