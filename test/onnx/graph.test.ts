import * as ort from "onnxruntime-node";
import { expect, test } from "vitest";
import { graph } from "../../src/onnx/graph.ts";
import { readModel } from "../../src/onnx/read-model.ts";

/** y = (x·W + 1) · 2⁻¹, split in two along the columns. */
function sample() {
  const g = graph("sample");
  g.input("x", "float32", ["rows", 2]);
  g.initializer("w", "float16", [2, 2], Uint16Array.of(0x3c00, 0x4000, 0, 0xbc00)); // 1 2 / 0 −1
  const w = g.node("Cast", ["w"], { to: 1 });
  const y = g.node("Mul", [g.node("Add", [g.node("MatMul", ["x", w]), g.f32(1)]), g.f32(0.5)]);
  const [left, right] = g.nodes("Split", [y, g.i64([1, 1])], ["left", "right"], { axis: 1 });
  g.output(left, "float32", ["rows", 1]);
  g.output(right, "float32", ["rows", 1]);
  return g;
}

test("a built graph runs in the ONNX runtime and computes what it says", async () => {
  const session = await ort.InferenceSession.create(sample().bytes());
  const { left, right } = await session.run({ x: new ort.Tensor("float32", Float32Array.of(3, 4, -1, 0), [2, 2]) });
  expect(Array.from(left?.data ?? [], Number)).toEqual([2, 0]); // (3+1)/2, (−1+1)/2
  expect(Array.from(right?.data ?? [], Number)).toEqual([1.5, -0.5]); // (6−4+1)/2, (−2+1)/2
});

test("what was written is read back", () => {
  const model = readModel(sample().bytes({ opset: 17 }));
  expect(model.opsets).toEqual({ "": 17 });
  expect(model.inputs).toEqual([{ name: "x", type: "float32", dims: ["rows", 2] }]);
  expect(model.outputs.map(({ name }) => name)).toEqual(["left", "right"]);
  expect(model.nodes.map(({ op }) => op)).toEqual(["Cast", "MatMul", "Add", "Mul", "Split"]);
  expect(model.constants[0]).toMatchObject({ name: "w", type: "float16", dims: [2, 2] });
  expect(model.constants[0]?.data).toEqual(Buffer.from([0x00, 0x3c, 0x00, 0x40, 0, 0, 0x00, 0xbc]));
});

test("attributes of every kind, foreign domains and external data survive", () => {
  const g = graph();
  const tensor = { type: "int64", dims: [1], data: BigInt64Array.of(-5n) } as const;
  g.initializer("far", "float32", [3], { location: "weights.bin", offset: 8, length: 12 });
  g.node(
    "Odd",
    ["far", ""],
    { a: -1, b: "words", c: [1, -2], d: { float: 0.25 }, e: { floats: [1.5] }, f: { tensor } },
    { domain: "com.microsoft", output: "y" },
  );
  g.output("y", "float32", [3]);
  const model = readModel(g.bytes());
  expect(model.opsets).toEqual({ "": 17, "com.microsoft": 1 });
  expect(model.nodes).toEqual([{ op: "Odd", domain: "com.microsoft", inputs: ["far", ""], outputs: ["y"] }]);
  expect(model.constants).toEqual([
    { name: "far", type: "float32", dims: [3], data: { location: "weights.bin", offset: 8, length: 12 } },
  ]);
});

test("equal constants are one initializer; different ones are not", () => {
  const g = graph();
  expect(g.i64([1, 2])).toBe(g.i64([1, 2]));
  expect(g.i64([1, 2])).not.toBe(g.i64([1, 2], [2, 1]));
  expect(g.f32(0)).not.toBe(g.f32(-0));
  expect(g.f32(0.1)).toBe(g.f32(0.1));
});

test("data that does not fit its shape is refused", () => {
  expect(() => graph().initializer("w", "float32", [2, 2], new Float32Array(3))).toThrow(
    "expected 16 bytes but found 12",
  );
});

test("bytes that are no model are refused", () => {
  expect(() => readModel(Uint8Array.of())).toThrow("not an ONNX model");
});
