import * as ort from "onnxruntime-node";
import { expect, test } from "vitest";
import { graft } from "../../src/onnx/graft.ts";
import { graph } from "../../src/onnx/graph.ts";
import { readModel } from "../../src/onnx/read-model.ts";

/** y = 2 · x */
function stock(): Uint8Array {
  const g = graph("stock");
  g.node("Mul", [g.input("x", "float32", ["n"]), g.f32(2)], {}, { output: "y" });
  g.output("y", "float32", ["n"]);
  return g.bytes();
}

const of = (...numbers: number[]): ort.Tensor =>
  new ort.Tensor("float32", Float32Array.from(numbers), [numbers.length]);

test("the grafted nodes feed the file's inputs and use its values, and the file's own bytes stay as they were", async () => {
  const g = graph("", "scion_");
  g.node("Add", ["z", g.input("more", "float32", ["n"])], {}, { output: "x" });
  g.node("Neg", ["y"], {}, { output: "minus" });
  g.output("minus", "float32", ["n"]);
  const file = stock();
  const before = file.slice();
  const grown = graft(file, g.bytes(), (name) => (name === "x" ? "z" : name));
  expect(file).toEqual(before);
  expect(readModel(grown).inputs.map(({ name }) => name)).toEqual(["z", "more"]);
  const session = await ort.InferenceSession.create(grown);
  const { y, minus } = await session.run({ z: of(1, 2), more: of(10, 20) });
  expect([Array.from(y?.data as Float32Array), Array.from(minus?.data as Float32Array)]).toEqual([
    [22, 44],
    [-22, -44],
  ]);
});

test("a name of another length, and bytes that are no ONNX file, are refused", () => {
  expect(() => graft(stock(), graph().bytes(), () => "longer")).toThrow(/as long as the old one but found longer/);
  expect(() => graft(stock(), new Uint8Array(0), (name) => name)).toThrow(/not an ONNX model/);
});
