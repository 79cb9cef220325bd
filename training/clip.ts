import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { onnxRunner } from "../src/models/graph-runner.ts";
import { writeAtomically } from "../src/store/atomic-write.ts";
import { adamW } from "../src/train/adam.ts";
import { checkpointBytes, readCheckpoint, startingState, type TrainingState } from "../src/train/checkpoint.ts";
import { cosineSchedule } from "../src/train/schedule.ts";
import type { Parameter } from "../src/train/tape.ts";
import { train } from "../src/train/train.ts";
import { batchMaker, longest } from "./clip/batches.ts";
import { readCaptions } from "./clip/captions.ts";
import { readClipImages } from "./clip/data.ts";
import { accuracy } from "./clip/evaluate.ts";
import { logScale, recipe } from "./clip/recipe.ts";
import { clipStep, startingValues } from "./clip/step.ts";
import { trainedTowers } from "./clip/towers.ts";

// Trains models/mini-clip: npx tsx training/clip.ts. Killed and started again, it goes on from its last checkpoint.
const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: join(import.meta.dirname, "../../shared/data") },
    work: { type: "string", default: join(import.meta.dirname, "out/clip") },
    steps: { type: "string", default: String(recipe.steps) },
    threads: { type: "string", default: "1" },
  },
});
const checkpointEvery = 20;
const validateEvery = 140;

async function begin(parameters: readonly Parameter[]): Promise<TrainingState> {
  const bytes = await readFile(join(options.work, "checkpoint.safetensors")).catch(() => undefined);
  return bytes === undefined ? startingState(startingValues(parameters)) : readCheckpoint(bytes);
}

async function main(): Promise<void> {
  await mkdir(options.work, { recursive: true });
  const { classes, training, validation } = await readClipImages(options.data, join(import.meta.dirname, "out"));
  const { captions, vocabulary } = await readCaptions(classes, options.work);
  const step = clipStep(vocabulary, classes.length, longest(captions));
  const graph = await onnxRunner.load(step.bytes, { threads: Number(options.threads) });
  const state = await begin(step.parameters);
  const make = batchMaker(training, captions);
  const steps = Number(options.steps);
  const { warmup, floorRate: floor, peakRate, decay, beta2, clip } = recipe;
  let [loss, since] = [0, performance.now()];
  console.log(
    `${training.length} images, ${validation.length} held out, ${captions.flat().length} captions, ${vocabulary} tokens, from step ${state.step}`,
  );
  for await (const progress of train(
    {
      parameters: step.parameters,
      batch: (at) => ({ graph, feeds: make(at) }),
      steps,
      schedule: cosineSchedule(peakRate, steps, { warmup, floor }),
      clip,
      optimizer: ({ shape }) => adamW({ beta2, decay: shape.length > 1 ? decay : 0 }),
    },
    state,
  )) {
    const { step: at, tensors } = progress.state;
    const temperature = tensors["logit_scale"]?.value;
    if (temperature !== undefined) temperature[0] = Math.min(temperature[0] ?? 0, logScale.most);
    loss += progress.loss;
    if (at % checkpointEvery === 0) {
      const seconds = (performance.now() - since) / 1000;
      const line = {
        step: at,
        loss: +(loss / checkpointEvery).toFixed(4),
        norm: +progress.gradientNorm.toFixed(2),
        rate: progress.rate,
        seconds: +seconds.toFixed(1),
      };
      console.log(JSON.stringify(line));
      await appendFile(join(options.work, "log.jsonl"), `${JSON.stringify(line)}\n`);
      [loss, since] = [0, performance.now()];
    }
    if (at % checkpointEvery !== 0 && at !== steps) continue;
    await writeAtomically(join(options.work, "checkpoint.safetensors"), checkpointBytes(progress.state));
    if (at % validateEvery !== 0 && at !== steps) continue;
    const on = { training, captions, vocabulary };
    const trained = await trainedTowers({ ...step, graph }, (name) => tensors[name]!.value, on);
    const right = await accuracy(trained, captions, validation);
    console.log(JSON.stringify({ step: at, validation: right }));
    await appendFile(join(options.work, "log.jsonl"), `${JSON.stringify({ step: at, validation: right })}\n`);
    since = performance.now();
  }
}

await main();
