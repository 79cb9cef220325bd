import { expect, test } from "vitest";
import { linearStart } from "../../src/train/linear-start.ts";

const parameter = (name: string, ...shape: readonly number[]) => ({ name, shape, group: "all" });

const reach = (values: Float32Array | undefined): number => Math.max(...(values ?? []).map(Math.abs));

test("weights and biases of a layer fill ±1/√inputs evenly, each tensor with numbers of its own", () => {
  const parameters = [parameter("net.first.weight", 100, 50), parameter("net.first.bias", 50)];
  const { "net.first.weight": weight, "net.first.bias": bias } = linearStart(parameters, 7);
  expect(reach(weight)).toBeLessThanOrEqual(0.1);
  expect(reach(weight)).toBeGreaterThan(0.099);
  expect(reach(bias)).toBeLessThanOrEqual(0.1);
  expect(reach(bias)).toBeGreaterThan(0.08);
  expect(bias?.[0]).not.toBe(weight?.[0]);
  expect(linearStart(parameters, 7)["net.first.bias"]).toEqual(bias);
  expect(linearStart(parameters, 8)["net.first.bias"]).not.toEqual(bias);
});
