import { expect, test } from "vitest";
import { onnxRunner } from "../../src/models/graph-runner.ts";
import { dropout } from "../../src/train/mask.ts";
import { tape } from "../../src/train/tape.ts";
import { floats, numbers } from "./gradient-check.ts";

const count = 20_000;
const on = tape();
const y = dropout(on, on.input("x", [count]), 0.25, on.input("noise", [count]), on.input("seed", [2]));
on.graph.output(y.name, "float32", [count]);
const noise = floats(
  numbers(count, 5).map((x) => (x + 1) / 2),
  [count],
);

async function kept(factor: number, shift: number): Promise<number[]> {
  const graph = await onnxRunner.load(on.graph.bytes());
  const feeds = {
    x: floats(new Float32Array(count).fill(3), [count]),
    noise,
    seed: floats(Float32Array.of(factor, shift), [2]),
  };
  const outputs = await graph.run(feeds);
  await graph.close();
  return Array.from(outputs[y.name]?.data ?? [], Number);
}

test("a quarter is dropped and the rest is divided by 3/4", async () => {
  const values = await kept(321, 0.77);
  expect(values.every((value) => value === 0 || Math.abs(value - 4) < 1e-6)).toBe(true);
  // 20,000 draws at 1/4: deviation 0.0031, so 0.016 is five of them.
  expect(Math.abs(values.filter((value) => value === 0).length / count - 0.25)).toBeLessThan(0.016);
});

test("equal seeds drop the same elements; different seeds drop independent ones", async () => {
  const [first, again, other] = await Promise.all([kept(321, 0.77), kept(321, 0.77), kept(654, 0.1)]);
  expect(again).toEqual(first);
  const both = first.filter((value, i) => value === 0 && other[i] === 0).length / count;
  expect(Math.abs(both - 1 / 16)).toBeLessThan(0.01);
});
