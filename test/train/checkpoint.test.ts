import { expect, test } from "vitest";
import { checkpointBytes, readCheckpoint, startingState } from "../../src/train/checkpoint.ts";
import { numbers } from "./gradient-check.ts";

const state = { ...startingState({ w: numbers(5, 1), "h.0.b": numbers(2, 2) }), step: 42 };
state.tensors["w"]?.mean.set([1, -0, 3e-39, Infinity, 5]);

test("what was written is read back, bit for bit", () => {
  expect(readCheckpoint(checkpointBytes(state))).toEqual(state);
});

test("it is read from a Buffer too, wherever in memory that lies", () => {
  const bytes = checkpointBytes(state);
  for (const shift of [1, 2, 4]) {
    const memory = Buffer.alloc(bytes.length + shift);
    memory.set(bytes, shift);
    expect(readCheckpoint(memory.subarray(shift))).toEqual(state);
  }
});

test("the file is in the safetensors layout", () => {
  const bytes = checkpointBytes(state);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  expect(header).toMatchObject({
    __metadata__: { step: "42" },
    "w/value": { dtype: "F32", shape: [5], data_offsets: [0, 20] },
    "w/mean": { data_offsets: [20, 40] },
  });
  expect(bytes.length).toBe(8 + length + 3 * 4 * 7);
});

test("a file that is cut short is refused at any length", () => {
  const bytes = checkpointBytes(state);
  for (const length of [0, 7, 8, 50, bytes.length - 1]) {
    expect(() => readCheckpoint(bytes.subarray(0, length))).toThrow("cut short");
  }
});
