import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { image } from "../../src/images/image.ts";
import { normalizations } from "../../src/images/normalize.ts";
import { findImageClassifier } from "../../src/models/image-classifier/find-classifier.ts";
import { openImageClassifier } from "../../src/models/image-classifier/image-classifier.ts";
import type { Dimension } from "../../src/onnx/graph.ts";
import { graph, type GraphBuilder } from "../../src/onnx/graph.ts";
import { tinyCnn } from "../fakes/tiny-cnn.ts";

const folder = mkdtempSync(join(tmpdir(), "evenhand-classifier-"));
afterAll(() => rmSync(folder, { recursive: true }));

const normalization = normalizations.none;
/** A classifier whose logits are the mean pixel of each channel, passed through `change`. */
function channelMeans(
  dims: readonly Dimension[],
  change: (g: GraphBuilder, logits: string) => string = (_, x) => x,
): Uint8Array {
  const g = graph();
  const input = g.input("pixel_values", "float32", dims);
  const means = g.node("ReduceMean", [input], { axes: [2, 3], keepdims: 0 });
  g.output(g.node("Identity", [change(g, means)], {}, { output: "logits" }), "float32", ["n", 3]);
  return g.bytes();
}
const open = (bytes: Uint8Array, options = {}) => openImageClassifier("x.onnx", { normalization, bytes, ...options });
const flat = (value: number) => image(3, 2, 2, new Float32Array(12).fill(value));

it("gives logits and features of each image, whatever the batch", async () => {
  const tiny = await openImageClassifier("tiny.onnx", { normalization, bytes: tinyCnn() });
  expect([tiny.classes, tiny.features, tiny.height, tiny.width]).toEqual([3, 4, 8, 8]);
  const images = [1, 2, 3].map((k) =>
    image(
      3,
      8,
      8,
      Float32Array.from({ length: 192 }, (_, i) => Math.sin(k * i) ** 2),
    ),
  );
  const together = await tiny.see(images);
  for (const [i, one] of images.entries()) expect(await tiny.see([one])).toEqual([together[i]]);
  await expect(tiny.see([flat(0)])).rejects.toThrow("3×8×8 but found one of 3×2×2");
  await tiny.close();
});

it("a graph that fixes the number of images is run as often as needed", async () => {
  const model = await open(channelMeans([2, 3, 2, 2]));
  const sights = await model.see([0, 0.25, 0.5].map(flat));
  expect(sights.map(({ logits }) => logits[0])).toEqual([0, 0.25, 0.5]);
  expect(model.features).toBeUndefined();
  await model.close();
});

it.each<[string, () => Promise<unknown>, string]>([
  ["no ONNX file", () => open(Uint8Array.of(1, 2, 3)), "expected an ONNX model"],
  [
    "channels last",
    () => open(channelMeans(["n", 2, 2, 3])),
    "(n, 3, height, width) but found pixel_values float32 (n, 2, 2, 3)",
  ],
  ["open sides", () => open(channelMeans(["n", 3, "h", "w"])), "Give --size"],
  [
    "another size than the graph's",
    () => open(channelMeans(["n", 3, 2, 2]), { height: 4, width: 4 }),
    "Leave --size out",
  ],
  [
    "no such features",
    () => open(channelMeans(["n", 3, 2, 2]), { features: "pool" }),
    'an output "pool" but found logits',
  ],
  ["NaN", () => open(channelMeans(["n", 3, 2, 2], (g, x) => g.node("Log", [g.node("Neg", [x])]))), "found NaN"],
  [
    "infinity",
    () =>
      open(
        channelMeans(["n", 3, 2, 2], (g, x) => g.node("Exp", [g.node("Exp", [g.node("Exp", [g.node("Exp", [x])])])])),
      ),
    "found Infinity",
  ],
  [
    "rows that look at each other",
    () =>
      open(
        channelMeans(["n", 3, 2, 2], (g, x) =>
          g.node("Sub", [x, g.node("ReduceMean", [x], { axes: [0], keepdims: 1 })]),
        ),
      ),
    "do not depend on the images beside it",
  ],
])("refuses %s", async (_, act, words) => {
  await expect(act()).rejects.toThrow(words);
});

it("reads a folder in the Hugging Face layout", async () => {
  const path = join(folder, "hub");
  mkdirSync(join(path, "onnx"), { recursive: true });
  writeFileSync(join(path, "onnx/model.onnx"), tinyCnn());
  writeFileSync(join(path, "config.json"), JSON.stringify({ id2label: { 1: "dog", 0: "cat", 2: "frog" } }));
  const preprocessing = {
    size: { shortest_edge: 224 },
    crop_pct: 0.875,
    image_mean: [0.1, 0.2, 0.3],
    image_std: [1, 2, 3],
  };
  writeFileSync(join(path, "preprocessor_config.json"), JSON.stringify(preprocessing));
  const found = await findImageClassifier(path, { cache: folder, offline: true });
  expect(found).toMatchObject({ name: "hub", labels: ["cat", "dog", "frog"] });
  expect(found.preprocessing).toEqual({
    normalization: { mean: [0.1, 0.2, 0.3], deviation: [1, 2, 3] },
    height: 224,
    width: 224,
    shorter: 256,
  });
  writeFileSync(join(path, "preprocessor_config.json"), JSON.stringify({ rescale_factor: 1 }));
  await expect(findImageClassifier(path, { cache: folder, offline: true })).rejects.toThrow("rescale_factor");
  await expect(findImageClassifier(join(folder, "none.onnx"), { cache: folder })).rejects.toThrow("found nothing");
});
