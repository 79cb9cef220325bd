import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { onnxRunner } from "../src/models/graph-runner.ts";
import { elementCount } from "../src/onnx/tensor.ts";
import { writeAtomically } from "../src/store/atomic-write.ts";
import { adamW } from "../src/train/adam.ts";
import { checkpointBytes, readCheckpoint, startingState, type TrainingState } from "../src/train/checkpoint.ts";
import type { RunTensor, RunTensors } from "../src/train/graph-runner.ts";
import { cosineSchedule } from "../src/train/schedule.ts";
import type { Parameter } from "../src/train/tape.ts";
import { train, type Batch } from "../src/train/train.ts";
import { dropoutSites, gptTrainingGraph, type StepShape } from "./gpt-training-graph.ts";
import { rowMaker } from "./mini-batches.ts";
import { readMiniData, type MiniData } from "./mini-data.ts";
import { evaluationShape, perplexity } from "./mini-evaluate.ts";
import { mixAt, modelShape, recipe, stepShape } from "./mini-recipe.ts";
import { chooseVocabulary, listedWords, type InnerVocabulary } from "./mini-vocabulary.ts";
import { normal, random } from "./random.ts";

// Trains models/mini: npx tsx training/mini-lm.ts. Killed and started again, it goes on from its last checkpoint.
const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: join(import.meta.dirname, "../../shared/data") },
    work: { type: "string", default: join(import.meta.dirname, "out/mini-lm") },
    steps: { type: "string", default: String(recipe.steps) },
    threads: { type: "string", default: "2" },
    "licensed-only": { type: "boolean", default: false },
  },
});
const steps = Number(options.steps);
const checkpointEvery = 500;

/** The deviation of a matrix's starting values: GPT-2's, smaller where a branch joins the residual stream. */
function deviation(name: string): number {
  if (name.endsWith("c_proj.weight")) return 0.02 / Math.sqrt(2 * recipe.layers);
  return name === "wpe.weight" ? 0.01 : 0.02;
}

function startingValues(parameters: readonly Parameter[]): Record<string, Float32Array> {
  const chance = random(recipe.seed);
  return Object.fromEntries(
    parameters.map(({ name, shape }) => {
      const values = new Float32Array(elementCount(shape));
      if (shape.length > 1) return [name, values.map(() => deviation(name) * normal(chance))];
      return [name, values.fill(name.endsWith("weight") ? 1 : 0)];
    }),
  );
}

/** The vocabulary of this run; the first time, the one that was frozen, and without one, one chosen from the texts and the word lists. */
async function vocabularyOf(data: MiniData): Promise<InnerVocabulary> {
  const path = join(options.work, "vocabulary.json");
  for (const known of [path, join(import.meta.dirname, "mini-vocabulary.json")]) {
    const text = await readFile(known, "utf8").catch(() => undefined);
    if (text === undefined) continue;
    await writeAtomically(path, text);
    return JSON.parse(text);
  }
  const words = await listedWords(join(import.meta.dirname, "../wordlists"));
  const chosen = chooseVocabulary(data.training, words, recipe.vocabulary);
  await writeAtomically(path, JSON.stringify(chosen));
  return chosen;
}

const floats = (data: Float32Array, dims: readonly number[]): RunTensor => ({ type: "float32", dims, data });
const whole = (data: Int32Array): RunTensor => ({ type: "int32", dims: [data.length], data });

const keyOf = ({ length, dropout }: StepShape): string => `${length} ${dropout}`;

/** The batch of each step: tokens, and the choice of dropped activations. */
async function batches(data: MiniData, vocabulary: InnerVocabulary): Promise<(step: number) => Batch> {
  const draw = rowMaker(data, vocabulary);
  const threads = Number(options.threads);
  const graphs = new Map<string, Batch["graph"]>();
  for (const shape of [recipe.short, recipe.long].flatMap((rows) =>
    [recipe.dropout, recipe.lateDropout].map((dropout) => ({ ...rows, dropout })),
  )) {
    graphs.set(keyOf(shape), await onnxRunner.load(gptTrainingGraph(modelShape, shape).bytes, { threads }));
  }
  const chance = random(recipe.seed, 1);
  const noise = new Float32Array(recipe.short.rows * recipe.short.length * recipe.width).map(chance);
  const sites = dropoutSites(modelShape);
  return (step) => {
    const shape = stepShape(step, steps);
    const { rows, length } = shape;
    const { ids, targets, weights } = draw(recipe.seed + step, mixAt(step, steps), rows, length);
    const luck = random(recipe.seed, 2, step);
    const seeds = Float32Array.from({ length: 2 * sites }, (_, i) =>
      i % 2 === 0 ? 1 + Math.floor(1000 * luck()) : luck(),
    );
    const graph = graphs.get(keyOf(shape));
    if (graph === undefined) throw new Error(`no graph for rows of ${length} tokens`);
    const feeds = {
      ids: whole(ids),
      targets: whole(targets),
      weights: floats(weights, [weights.length]),
      noise: floats(noise, [ids.length, recipe.width]),
      seeds: floats(seeds, [seeds.length]),
    };
    return { graph, feeds };
  };
}

/** The least validation perplexity in the late part of this run, written down before a kill. */
async function bestSoFar(): Promise<number> {
  const text = await readFile(join(options.work, "validation.jsonl"), "utf8").catch(() => "");
  const figures: { step: number; validation: { face: number } }[] = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  return Math.min(
    Infinity,
    ...figures.filter(({ step }) => step > recipe.late * steps).map(({ validation }) => validation.face),
  );
}

async function main(): Promise<void> {
  await mkdir(options.work, { recursive: true });
  const data = await readMiniData(options.data, { unlicensed: !options["licensed-only"] });
  const vocabulary = await vocabularyOf(data);
  console.log(
    `${data.duplicates} lines equal a test or validation line and are left out;`,
    data.training.map(({ source, texts }) => `${texts.length} ${source}`).join(", "),
  );
  const evaluation = gptTrainingGraph(modelShape, evaluationShape);
  const evaluator = await onnxRunner.load(evaluation.bytes, { threads: Number(options.threads) });
  const saved = await readFile(join(options.work, "checkpoint.safetensors")).catch(() => undefined);
  const state = saved === undefined ? startingState(startingValues(evaluation.parameters)) : readCheckpoint(saved);
  console.log(saved === undefined ? "starting" : `going on after step ${state.step}`);
  const feeds = (now: TrainingState): RunTensors =>
    Object.fromEntries(evaluation.parameters.map(({ name, shape }) => [name, floats(now.tensors[name]!.value, shape)]));
  const plan = {
    parameters: evaluation.parameters,
    batch: await batches(data, vocabulary),
    steps,
    schedule: cosineSchedule(recipe.peakRate, steps, {
      warmup: recipe.warmup,
      hold: recipe.late * steps,
      floor: recipe.floorRate,
    }),
    clip: recipe.clip,
    optimizer: ({ shape }: Parameter) => adamW({ beta2: recipe.beta2, decay: shape.length > 1 ? recipe.decay : 0 }),
  };
  let [loss, since, best] = [0, performance.now(), await bestSoFar()];
  for await (const progress of train(plan, state)) {
    const { step } = progress.state;
    loss += progress.loss;
    if (step % 100 === 0) {
      const now = performance.now();
      console.log(
        JSON.stringify({
          step,
          loss: +(loss / 100).toFixed(3),
          norm: +progress.gradientNorm.toFixed(2),
          msPerStep: Math.round((now - since) / 100),
          at: new Date().toISOString().slice(11, 19),
        }),
      );
      [loss, since] = [0, now];
    }
    if (step % checkpointEvery !== 0 && step !== steps) continue;
    const bytes = checkpointBytes(progress.state);
    await writeAtomically(join(options.work, "checkpoint.safetensors"), bytes);
    const figures = await perplexity(evaluator, feeds(progress.state), data.validation, vocabulary);
    const line = JSON.stringify({ step, validation: figures });
    console.log(line);
    await appendFile(join(options.work, "validation.jsonl"), `${line}\n`);
    if (figures.face < best && step > recipe.late * steps) {
      best = figures.face;
      await writeAtomically(join(options.work, "best.safetensors"), bytes);
    }
    since = performance.now();
  }
}

await main();
