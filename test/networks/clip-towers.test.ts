import { expect, it } from "vitest";
import { onnxRunner } from "../../src/models/graph-runner.ts";
import { contrastiveLoss, positivesOf } from "../../src/networks/clip/contrastive-loss.ts";
import { imageGraph } from "../../src/networks/clip/image-graph.ts";
import { attentionPool } from "../../src/networks/clip/attention-pool.ts";
import { textGraph } from "../../src/networks/clip/text-graph.ts";
import { textTower } from "../../src/networks/clip/text-tower.ts";
import { key, uniform } from "../../src/math/random.ts";
import { graph } from "../../src/onnx/graph.ts";
import { readModel } from "../../src/onnx/read-model.ts";
import { elementCount } from "../../src/onnx/tensor.ts";
import type { RunTensor } from "../../src/train/graph-runner.ts";
import { tape, type Parameter } from "../../src/train/tape.ts";

const floats = (name: string, dims: readonly number[], size = 1): RunTensor => ({
  type: "float32",
  dims,
  data: Float32Array.from({ length: elementCount(dims) }, (_, i) => size * (uniform(key(3, name), i) - 0.5)),
});
const valuesOf = (parameters: readonly Parameter[]): Record<string, RunTensor> =>
  Object.fromEntries(parameters.map(({ name, shape }) => [name, floats(name, shape, name.endsWith("gain") ? 2 : 0.6)]));

function expectClose(found: RunTensor | undefined, expected: RunTensor | undefined): void {
  expect(found?.dims).toEqual(expected?.dims);
  const gap = Array.from(found?.data as Float32Array).reduce(
    (most, value, i) => Math.max(most, Math.abs(value - Number(expected?.data[i]))),
    0,
  );
  expect(gap).toBeLessThan(0.02); // weights are stored in half precision
  expect(Math.max(...(found?.data as Float32Array))).toBeGreaterThan(0.1);
}

it("the shipped text tower gives what the trained one gives, whatever the padding", async () => {
  const shape = { vocabulary: 11, positions: 7, width: 8, layers: 2, heads: 2, features: 4 };
  const rows = [
    [9, 1, 2, 10, 10, 10],
    [9, 3, 4, 5, 6, 10],
  ];
  const on = tape();
  const built = textTower(on, shape, { rows: 2, length: 6 });
  on.graph.output(built.name, "float32", built.shape);
  const weights = valuesOf(on.parameters);
  const ends = Float32Array.from({ length: 12 }, (_, i) => (i === 3 || i === 11 ? 1 : 0));
  const trained = await onnxRunner.load(on.graph.bytes());
  const expected = await trained.run({
    ...weights,
    ids: { type: "int32", dims: [12], data: Int32Array.from(rows.flat()) },
    ends: { type: "float32", dims: [2, 1, 6], data: ends },
  });
  const shipped = await onnxRunner.load(textGraph(shape, (name) => weights[name]?.data as Float32Array));
  const ids = (length: number): RunTensor => ({
    type: "int64",
    dims: [2, length],
    data: BigInt64Array.from(rows.flatMap((row) => Array.from({ length }, (_, i) => BigInt(row[i] ?? 10)))),
  });
  for (const length of [6, 7])
    expectClose((await shipped.run({ input_ids: ids(length) }))["text_embeds"], expected[built.name]);
  await Promise.all([trained.close(), shipped.close()]);
});

/** A trunk with one convolution, and, unless only the map is asked for, a head that the image tower must leave out. */
function trunkFile(output: "map" | "logits" = "logits"): Uint8Array {
  const g = graph("trunk");
  g.input("images", "float32", ["n", 3, 8, 8]);
  const kernel = g.initializer("kernel", "float32", [8, 3, 4, 4], floats("kernel", [8, 3, 4, 4]).data);
  const map = g.node(
    "Relu",
    [g.node("Conv", ["images", kernel], { kernel_shape: [4, 4], strides: [4, 4] })],
    {},
    { output: "map" },
  );
  if (output === "logits") g.node("GlobalAveragePool", [map], {}, { output });
  g.output(output, "float32", ["n", 8, "h", "w"]);
  return g.bytes({ opset: 13 });
}

it("the shipped image tower is the trunk and the pooling that was trained on its maps", async () => {
  const shape = { size: 8, width: 8, side: 2, heads: 2, features: 5 } as const;
  const trunk = { file: trunkFile(), map: "map" };
  const images = floats("images", [3, 3, 8, 8], 4);
  const alone = await onnxRunner.load(trunkFile("map"));
  const maps = (await alone.run({ images }))["map"] as RunTensor;
  const on = tape();
  const built = attentionPool(on, on.input("maps", [3, 8, 2, 2]), "image.pool", shape);
  on.graph.output(built.name, "float32", built.shape);
  const weights = valuesOf(on.parameters);
  const trained = await onnxRunner.load(on.graph.bytes());
  const expected = await trained.run({ ...weights, maps });
  const file = imageGraph(trunk, shape, (name) => weights[name]?.data as Float32Array);
  const shipped = await onnxRunner.load(file);
  expectClose((await shipped.run({ pixel_values: images }))["image_embeds"], expected[built.name]);
  expect(readModel(file).outputs.map(({ name }) => name)).toEqual(["image_embeds"]);
  expect(() => imageGraph({ ...trunk, map: "nowhere" }, shape, () => new Float32Array())).toThrow("nowhere");
  await Promise.all([alone.close(), trained.close(), shipped.close()]);
});

it("captions of an image's class are no wrong answers", async () => {
  const { captionsOfImages, imagesOfCaptions } = positivesOf([0, 1, 1], [1, 0, 1, 2]);
  expect([...captionsOfImages].map((share) => share * 6)).toEqual(
    [0, 2, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0].map((x) => expect.closeTo(x, 5)),
  );
  // The caption of class 2 has no image: it counts for nothing, and the other three for a third each.
  expect([...imagesOfCaptions].map((share) => share * 6)).toEqual(
    [0, 1, 1, 2, 0, 0, 0, 1, 1, 0, 0, 0].map((x) => expect.closeTo(x, 5)),
  );
});

const row = ({ data }: RunTensor, i: number): number[] => Array.from(data.slice(4 * i, 4 * i + 4) as Float32Array);
const cosine = (a: number[], b: number[]): number =>
  a.reduce((sum, x, k) => sum + x * (b[k] as number), 0) / (Math.hypot(...a) * Math.hypot(...b));
const logSumExp = (values: number[]): number => Math.log(values.reduce((sum, value) => sum + Math.exp(value), 0));
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

it("the contrastive loss is that of its definition", async () => {
  const [images, captions] = [floats("i", [3, 4]), floats("c", [2, 4])];
  const positives = positivesOf([0, 1, 1], [0, 1]);
  const on = tape();
  const loss = contrastiveLoss(on, on.input("i", [3, 4]), on.input("c", [2, 4]), on.input("scale", [1]));
  on.graph.output(loss.name, "float32", []);
  const graph = await onnxRunner.load(on.graph.bytes());
  const logScale = 1.3;
  const outputs = await graph.run({
    i: images,
    c: captions,
    scale: { type: "float32", dims: [1], data: Float32Array.of(logScale) },
    captionsOfImages: { type: "float32", dims: [3, 2], data: positives.captionsOfImages },
    imagesOfCaptions: { type: "float32", dims: [2, 3], data: positives.imagesOfCaptions },
  });
  await graph.close();
  const logits = [0, 1, 2].map((i) => [0, 1].map((j) => Math.exp(logScale) * cosine(row(images, i), row(captions, j))));
  const at = (i: number, j: number): number => logits[i]?.[j] ?? NaN;
  const byImage = [at(0, 0), at(1, 1), at(2, 1)].map((own, i) => logSumExp(logits[i] ?? []) - own);
  const column = (j: number): number[] => logits.map((row) => row[j] ?? NaN);
  const byCaption = [logSumExp(column(0)) - at(0, 0), logSumExp(column(1)) - (at(1, 1) + at(2, 1)) / 2];
  expect(Number(outputs[loss.name]?.data[0])).toBeCloseTo((mean(byImage) + mean(byCaption)) / 2, 5);
});
