import { expect, test } from "vitest";
import { adamFloat32, inOneMemory } from "../../src/train/adam-float32.ts";
import { adamL2 } from "../../src/train/adam.ts";
import { checkpointBytes, readCheckpoint, startingState } from "../../src/train/checkpoint.ts";
import { numbers } from "./gradient-check.ts";

const start = () => startingState({ a: numbers(1001, 1), b: numbers(7, 2) });

test("vector instructions give the bits of one element after the other, and Adam to single precision", () => {
  const [vectors, elements, doubles] = [inOneMemory(start()), start(), start()];
  const [single, double] = [adamFloat32({ decay: 1e-2 }), adamL2({ decay: 1e-2 })];
  for (let step = 1; step <= 20; step++) {
    const at = { step, rate: 1e-3, factor: 0.7 };
    for (const name of ["a", "b"]) {
      const own = vectors.tensors[name]!;
      const gradient = numbers(own.value.length, 40 + step);
      own.gradient!.set(gradient);
      single(own, own.gradient!, at);
      single(elements.tensors[name]!, gradient, at);
      double(doubles.tensors[name]!, gradient, at);
    }
  }
  expect(checkpointBytes(vectors)).toEqual(checkpointBytes(elements));
  for (const name of ["a", "b"])
    for (const [i, value] of vectors.tensors[name]!.value.entries())
      expect(Math.abs(value - doubles.tensors[name]!.value[i]!)).toBeLessThan(1e-6);
});

test("a state moved into one memory is the same state", () => {
  const state = readCheckpoint(checkpointBytes(start()));
  expect(checkpointBytes(inOneMemory(state))).toEqual(checkpointBytes(state));
});
