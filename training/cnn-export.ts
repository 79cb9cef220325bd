import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { wilson } from "../src/audit/statistics/wilson.ts";
import { normalizations } from "../src/images/normalize.ts";
import { onnxRunner } from "../src/models/graph-runner.ts";
import { writeAtomically } from "../src/store/atomic-write.ts";
import { readCheckpoint } from "../src/train/checkpoint.ts";
import { cnnCard } from "./cnn-card.ts";
import { cifarFolder, readExamples } from "./images/cifar.ts";
import { rightOf } from "./cnn-evaluate.ts";
import { cnnModel, cnnTrainingGraph, imageSide, statisticsImages } from "./cnn-network.ts";
import { recipe, shape } from "./cnn-recipe.ts";

// Writes models/mini-cnn from the checkpoint of training/cnn.ts: npx tsx training/cnn-export.ts [--test N], which measures it on the first N test images.
const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: join(import.meta.dirname, "../../shared/data") },
    work: { type: "string", default: join(import.meta.dirname, "out/cnn") },
    test: { type: "string", default: "10000" },
    out: { type: "string", default: join(import.meta.dirname, "../models/mini-cnn") },
  },
});

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

async function main(): Promise<void> {
  const unpacked = join(import.meta.dirname, "out/cifar10");
  const folder = await cifarFolder(options.data, "train", unpacked);
  const held = recipe.held * shape.classes;
  const { examples: sample } = await readExamples(folder, 0, statisticsImages(recipe.batch));
  const { classes, examples: validation } = await readExamples(folder, -held);
  const { step, tensors } = readCheckpoint(await readFile(join(options.work, "checkpoint.safetensors")));
  const { bytes, parameters, seen } = cnnTrainingGraph(shape, recipe.batch);
  const graph = await onnxRunner.load(bytes);
  const model = await cnnModel(shape, { graph, parameters, seen }, (name) => tensors[name]!.value, {
    examples: sample,
    batch: recipe.batch,
  });
  const loaded = await onnxRunner.load(model);
  const { examples: test } = await readExamples(
    await cifarFolder(options.data, "test", unpacked),
    0,
    Number(options.test),
  );
  const right = await rightOf(loaded, test);
  const { low, high } = wilson(right, test.length, 0.95);
  const files = {
    "onnx/model.onnx": model,
    "config.json": json({ id2label: Object.fromEntries(classes.map((name, i) => [i, name])) }),
    "preprocessor_config.json": json({
      size: { height: imageSide, width: imageSide },
      image_mean: normalizations.imagenet.mean,
      image_std: normalizations.imagenet.deviation,
    }),
    "MODEL_CARD.md": cnnCard({
      epochs: step / Math.floor(recipe.trained / recipe.batch),
      planned: recipe.epochs,
      parameters: Object.values(tensors).reduce((sum, { value }) => sum + value.length, 0),
      megabytes: model.length / 1e6,
      training: recipe.trained,
      validation: { right: await rightOf(loaded, validation), images: held },
      test: { right, images: test.length, low: low ?? 0, high: high ?? 1 },
    }),
  };
  for (const [name, content] of Object.entries(files)) await writeAtomically(join(options.out, name), content);
  console.log(`${options.out}: step ${step}, ${right} of ${test.length} test images right`);
}

await main();
