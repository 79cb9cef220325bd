import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AutoProcessor, env, RawImage } from "@xenova/transformers";
import { afterAll, expect, it } from "vitest";
import { image, imageOfBytes, type Image } from "../../../src/images/image.ts";
import { normalized } from "../../../src/images/normalize.ts";
import { key, uniform } from "../../../src/math/random.ts";
import { openClip } from "../../../src/models/clip/clip-model.ts";
import { hubModel } from "../../../src/models/hub.ts";
import { wantedFiles } from "../../../src/models/wanted-files.ts";
import { fakeHub } from "../fake-hub.ts";
import { tinyClipFiles, tinySide, tinyVision, tinyWidth, writeTinyClip } from "./tiny-clip.ts";

const folder = mkdtempSync(join(tmpdir(), "clip-"));
afterAll(() => rmSync(folder, { recursive: true }));

const pixels = (seed: number): Uint8Array =>
  Uint8Array.from({ length: tinySide * tinySide * 3 }, (_, i) => Math.floor(256 * uniform(key(seed), i)));
const picture = (seed: number): Image => imageOfBytes(3, tinySide, tinySide, pixels(seed));

it("reads the layout of the public exports, and no quantised file of it", async () => {
  const clip = await openClip(writeTinyClip(join(folder, "whole")));
  try {
    const images = [1, 2, 3].map((seed) => normalized(picture(seed), clip.preprocessing.normalization));
    const features = await clip.imageFeatures(images);
    expect(features.map(({ length }) => length)).toEqual([tinyWidth, tinyWidth, tinyWidth]);
    for (const [i, one] of images.entries()) expect((await clip.imageFeatures([one]))[0]).toEqual(features[i]);
    expect(features[0]).not.toEqual(features[1]);
    const texts = ["a cat", "A  CAT", "a photo of a cat that is far longer than the model reads"];
    const [cat, same, long] = await clip.textFeatures(texts);
    expect(cat).toEqual(same); // lower case, single spaces
    expect(cat).toEqual((await clip.textFeatures(["a cat"]))[0]); // whatever the padding
    expect(long).not.toEqual(cat);
    expect(await clip.imageFeatures([])).toEqual([]);
  } finally {
    await clip.close();
  }
});

it("makes an image of the model's size ready as transformers.js' own image processor does", async () => {
  const path = writeTinyClip(join(folder, "processor"));
  env.allowRemoteModels = false;
  const processor = await AutoProcessor.from_pretrained(path, { local_files_only: true });
  const raw = new RawImage(pixels(5), tinySide, tinySide, 3);
  const { pixel_values: theirs } = (await processor(raw)) as { pixel_values: { dims: number[]; data: Float32Array } };
  const clip = await openClip(path);
  await clip.close();
  const ours = normalized(picture(5), clip.preprocessing.normalization);
  expect(theirs.dims).toEqual([1, 3, tinySide, tinySide]);
  const gap = ours.pixels.reduce((most, value, i) => Math.max(most, Math.abs(value - (theirs.data[i] ?? NaN))), 0);
  expect(gap).toBeLessThan(1e-5);
});

it("runs one copy of ONNX Runtime", () => {
  const modules = join(import.meta.dirname, "../../../node_modules");
  expect(existsSync(join(modules, "onnxruntime-node"))).toBe(true);
  expect(existsSync(join(modules, "@xenova/transformers/node_modules/onnxruntime-node"))).toBe(false);
});

it("downloads a CLIP's towers at full precision, its tokenizer and its preprocessing, and nothing else", async () => {
  const files = Object.fromEntries(
    Object.entries(tinyClipFiles()).map(([name, content]) => [
      name,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    ]),
  );
  const hub = await fakeHub({ "someone/clip": files });
  try {
    const path = await hubModel("someone/clip", {
      cache: join(folder, "cache"),
      endpoint: hub.endpoint,
      wait: () => Promise.resolve(),
    });
    const clip = await openClip(path);
    await clip.close();
    expect(hub.asked.some((url) => url.includes("quantized") || url.endsWith("onnx/model.onnx"))).toBe(false);
  } finally {
    await hub.close();
  }
  const config = { model_type: "clip" };
  expect(() => wantedFiles(["config.json", "onnx/model.onnx", "onnx/text_model.onnx"], config, "x/y")).toThrow(
    "vision_model.onnx",
  );
});

it.each<[string, Readonly<Record<string, Uint8Array | string | undefined>>, string]>([
  ["no vision tower", { "onnx/vision_model.onnx": undefined }, "no onnx/vision_model.onnx"],
  [
    "a damaged tower",
    { "onnx/vision_model.onnx": "rubbish" },
    "vision_model.onnx: expected a file of a CLIP that loads",
  ],
  ["another kind of model", { "config.json": '{"model_type":"gpt2"}' }, 'expected model_type "clip"'],
  ["no preprocessing", { "preprocessor_config.json": undefined }, "no preprocessor_config.json"],
  [
    "other preprocessing",
    { "preprocessor_config.json": '{"size":8,"image_mean":[0,0,0],"image_std":[1,1,1],"do_normalize":false}' },
    "do_normalize",
  ],
])("refuses a folder with %s", async (name, changed, message) => {
  await expect(openClip(writeTinyClip(join(folder, name.replaceAll(" ", "-")), changed))).rejects.toThrow(message);
});

const use = async (name: string, vision: Uint8Array, images: readonly Image[]): Promise<unknown> => {
  const clip = await openClip(writeTinyClip(join(folder, name), { "onnx/vision_model.onnx": vision }));
  try {
    return await clip.imageFeatures(images);
  } finally {
    await clip.close();
  }
};

it("refuses features that are no numbers, a tower without projection and images of another size", async () => {
  const small = image(3, 4, 4, new Float32Array(48));
  await expect(use("nan", tinyVision(Number.NaN), [picture(1)])).rejects.toThrow("found NaN in row 0");
  await expect(use("bare", tinyVision(0, "pooler_output"), [picture(1)])).rejects.toThrow(
    "expected an output image_embeds",
  );
  await expect(use("small", tinyVision(), [small])).rejects.toThrow("expected images of 3×8×8 but found one of 3×4×4");
});
