import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { onnxRunner } from "../src/models/graph-runner.ts";
import { writeAtomically } from "../src/store/atomic-write.ts";
import { checkpointBytes, readCheckpoint, startingState, type TrainingState } from "../src/train/checkpoint.ts";
import { cosineSchedule } from "../src/train/schedule.ts";
import { sgdMomentum } from "../src/train/sgd.ts";
import { train } from "../src/train/train.ts";
import { augmentedBatch } from "./images/augment.ts";
import { cifarFolder, readExamples } from "./images/cifar.ts";
import { rightOf } from "./cnn-evaluate.ts";
import { cnnFeeds, cnnModel, cnnTrainingGraph, startingValues } from "./cnn-network.ts";
import { recipe, shape } from "./cnn-recipe.ts";

// Trains models/mini-cnn: npx tsx training/cnn.ts, then npx tsx training/cnn-export.ts. Killed and started again, it goes on from its last checkpoint.
const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: join(import.meta.dirname, "../../shared/data") },
    work: { type: "string", default: join(import.meta.dirname, "out/cnn") },
    epochs: { type: "string", default: String(recipe.epochs) },
    threads: { type: "string", default: "1" },
  },
});

async function main(): Promise<void> {
  await mkdir(options.work, { recursive: true });
  const folder = await cifarFolder(options.data, "train", join(import.meta.dirname, "out/cifar10"));
  const { examples } = await readExamples(folder);
  // The reader gives the first image of each class, then the second of each: the last ones are the validation part.
  const training = examples.slice(0, -recipe.held * shape.classes);
  const validation = examples.slice(-recipe.held * shape.classes);
  const perEpoch = Math.floor(training.length / recipe.batch);
  const steps = Number(options.epochs) * perEpoch;
  const { bytes, parameters, seen } = cnnTrainingGraph(shape, recipe.batch);
  const graph = await onnxRunner.load(bytes, { threads: Number(options.threads) });
  const saved = await readFile(join(options.work, "checkpoint.safetensors")).catch(() => undefined);
  const state = saved === undefined ? startingState(startingValues(parameters, recipe.seed)) : readCheckpoint(saved);
  console.log(
    `${training.length} training and ${validation.length} validation images; after step ${state.step} of ${steps}`,
  );

  const exported = (now: TrainingState): Promise<Uint8Array> =>
    cnnModel(shape, { graph, parameters, seen }, (name) => now.tensors[name]!.value, {
      examples: training,
      batch: recipe.batch,
    });
  const plan = {
    parameters,
    steps,
    batch: (step: number) => {
      const { images, labels } = augmentedBatch(training, step, recipe);
      return { graph, feeds: cnnFeeds(images, labels) };
    },
    schedule: cosineSchedule(recipe.peakRate, steps, { warmup: recipe.warmup, hold: recipe.hold * steps }),
    optimizer: ({ shape: dims }: { readonly shape: readonly number[] }) =>
      sgdMomentum({ momentum: recipe.momentum, decay: dims.length > 1 ? recipe.decay : 0 }),
  };
  let [loss, since] = [0, performance.now()];
  for await (const progress of train(plan, state)) {
    const { step } = progress.state;
    loss += progress.loss;
    if (step % perEpoch !== 0) continue;
    const ms = Math.round((performance.now() - since) / perEpoch);
    const line: Record<string, unknown> = { epoch: step / perEpoch, loss: +(loss / perEpoch).toFixed(3), ms };
    await writeAtomically(join(options.work, "checkpoint.safetensors"), checkpointBytes(progress.state));
    if ((step / perEpoch) % 5 === 0 || step === steps) {
      const model = await exported(progress.state);
      await writeAtomically(join(options.work, "model.onnx"), model);
      const loaded = await onnxRunner.load(model, { threads: Number(options.threads) });
      line["validation"] = (await rightOf(loaded, validation)) / validation.length;
      await loaded.close();
    }
    console.log(JSON.stringify(line));
    await appendFile(join(options.work, "progress.jsonl"), `${JSON.stringify(line)}\n`);
    [loss, since] = [0, performance.now()];
  }
}

await main();
