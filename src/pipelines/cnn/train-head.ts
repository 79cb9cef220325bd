import { headGraph } from "../../networks/convolutional/head-graph.ts";
import { headLoss, type OrbitFold } from "../../networks/convolutional/orbit-head.ts";
import { dropoutNoise, dropoutSeeds } from "../../networks/lambda-dropout.ts";
import { lambdaGraph } from "../../networks/lambda-network.ts";
import { key, pick, uniform } from "../../math/random.ts";
import { startingState, type TrainingState } from "../../train/checkpoint.ts";
import type { GraphRunner, RunTensors } from "../../train/graph-runner.ts";
import { linearStart } from "../../train/linear-start.ts";
import { sgdMomentum } from "../../train/sgd.ts";
import type { Batch } from "../../train/train.ts";
import { trainingGraph } from "../../train/training-graph.ts";
import { epochOrder } from "./epoch-order.ts";
import type { OrbitSet } from "./orbit-set.ts";
import { trainWatched } from "./train-watched.ts";

/** The published recipe. */
export const publishedRecipe = { epochs: 10, imagesOfStep: 4, rate: 1e-3 } as const;

/** How a head, or a λ-network, or both together are trained. */
export interface HeadTraining {
  readonly fold: OrbitFold;
  /** Whether the last linear layer is trained, from chance; else the network's own logits are folded. Only "lambda" has something else to train. */
  readonly trainsHead: boolean;
  readonly epochs?: number;
  /** Images of a step. */
  readonly imagesOfStep?: number;
  readonly rate?: number;
  readonly seed: number;
}

/** What was trained, as ONNX files. */
export interface TrainedHead {
  readonly epoch: number;
  readonly loss: number;
  readonly head?: Uint8Array;
  readonly lambda?: Uint8Array;
}

/**
 * Trains on the sides of images by gradient descent with momentum 0.9 and gives what stands after each epoch. With "base" a step sees one side of each image, drawn anew; else all of them. A function
 * of its arguments alone. Throws RangeError where there is nothing to train or fewer images than a batch. Source: Basu et al. 2023, arXiv:2305.09900, and its code.
 */
export async function* trainHead(
  set: OrbitSet,
  how: HeadTraining,
  runner: GraphRunner,
): AsyncGenerator<TrainedHead, void, undefined> {
  const { fold, trainsHead, epochs, imagesOfStep: batch, rate, seed } = { ...publishedRecipe, ...how };
  if (!trainsHead && fold !== "lambda")
    throw new RangeError(`Expected something to train but ${fold} has only the head.`);
  const perEpoch = Math.floor(set.labels.length / batch);
  if (perEpoch === 0)
    throw new RangeError(`Expected at least ${batch} images, one batch, but received ${set.labels.length}.`);
  const sides = fold === "base" ? 1 : set.sides;
  const shape = { images: batch, sides, features: set.features, classes: set.classes };
  const { bytes, parameters } = trainingGraph((on) => headLoss(on, shape, { fold, trainsHead }));
  const graph = await runner.load(bytes);
  const state = startingState(linearStart(parameters, seed));
  const feeds = stepFeeds(set, batch, sides, how);
  const plan = {
    parameters,
    steps: epochs * perEpoch,
    batch: (step: number): Batch => ({ graph, feeds: feeds(step) }),
    schedule: () => rate,
    optimizer: () => sgdMomentum({ momentum: 0.9 }),
  };
  let loss = 0;
  try {
    for await (const progress of trainWatched(plan, state, perEpoch)) {
      loss += progress.loss / perEpoch;
      const { step } = progress.state;
      if (step % perEpoch !== 0) continue;
      yield { epoch: step / perEpoch, loss, ...exported(progress.state, set, how) };
      loss = 0;
    }
  } finally {
    await graph.close();
  }
}

/** The feeds of each step, counted from 1. */
function stepFeeds(
  set: OrbitSet,
  images: number,
  sides: number,
  { fold, trainsHead, seed }: HeadTraining,
): (step: number) => RunTensors {
  const chosen = epochOrder(set.labels.length, images, seed);
  const weights = new Float32Array(images).fill(1 / images);
  const noise = dropoutNoise(images * sides, key(seed, "noise"));
  return (step) => {
    const own = chosen(step);
    const [seeds0, seeds1] = dropoutSeeds(seed, step);
    const side = (image: number): number => pick(uniform(key(seed, "side", step), image), set.sides);
    const rows = [...own].flatMap((image) =>
      fold === "base"
        ? [image * set.sides + side(image)]
        : Array.from({ length: sides }, (_, g) => image * set.sides + g),
    );
    return {
      features: taken(set.seen, set.features, rows),
      ...(trainsHead ? {} : { logits: taken(set.logits, set.classes, rows) }),
      labels: { type: "int32", dims: [images], data: Int32Array.from(own, (image) => set.labels[image] ?? 0) },
      weights: { type: "float32", dims: [images], data: weights },
      ...(fold === "lambda" ? { noise, seeds0, seeds1 } : {}),
    };
  };
}

/** Some rows of a table of this width. */
function taken(table: Float32Array, width: number, rows: readonly number[]): RunTensors[string] {
  const data = new Float32Array(rows.length * width);
  for (const [i, row] of rows.entries()) data.set(table.subarray(row * width, (row + 1) * width), i * width);
  return { type: "float32", dims: [rows.length, width], data };
}

function exported(
  { tensors }: TrainingState,
  { features, classes }: OrbitSet,
  { fold, trainsHead }: HeadTraining,
): Pick<TrainedHead, "head" | "lambda"> {
  const value = (name: string): Float32Array => tensors[name]?.value ?? new Float32Array(0);
  return {
    ...(trainsHead ? { head: headGraph(features, classes, value("head.weight"), value("head.bias")) } : {}),
    ...(fold === "lambda" ? { lambda: lambdaGraph(features, value) } : {}),
  };
}
