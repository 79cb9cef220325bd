import { dropoutNoise, dropoutSeeds } from "../../networks/lambda-dropout.ts";
import { lambdaGraph } from "../../networks/lambda-network.ts";
import { lambdaLoss, type LambdaStep } from "../../networks/clip/lambda-loss.ts";
import { key, pick, uniform } from "../../math/random.ts";
import { startingState, type TrainingState } from "../../train/checkpoint.ts";
import type { GraphRunner, RunTensor, RunTensors } from "../../train/graph-runner.ts";
import { linearStart } from "../../train/linear-start.ts";
import { sgdMomentum } from "../../train/sgd.ts";
import type { Parameter } from "../../train/tape.ts";
import { train } from "../../train/train.ts";
import { trainingGraph } from "../../train/training-graph.ts";

/** The unit features of all views of the images that a λ-network is trained on. */
export interface LambdaData {
  /** views[image][g], in the group's order. */
  readonly views: readonly (readonly Float32Array[])[];
  readonly labels: readonly number[];
  /** One unit vector a class. */
  readonly classes: readonly Float32Array[];
}

/** How it is trained. Published defaults: 2,000 steps, batch 32, rate 0.33, momentum 0.9. */
export interface LambdaTraining {
  readonly form: LambdaStep["form"];
  readonly logitFactor: number;
  readonly steps: number;
  readonly imagesOfStep: number;
  readonly rate: number;
  readonly seed: number;
}

/** What stands after a round. */
export interface TrainedLambda {
  readonly step: number;
  /** Mean loss of the round's steps. */
  readonly loss: number;
  /** The network as an ONNX file. */
  readonly graph: Uint8Array;
  /** Where training stands; its arrays are changed by the next step. */
  readonly state: TrainingState;
}

/** Where a training goes on, or begins: with the values that `start` draws. */
export type BeginTraining = (
  parameters: readonly Parameter[],
  start: () => Readonly<Record<string, Float32Array>>,
) => Promise<TrainingState>;

const fromNothing: BeginTraining = (_, start) => Promise.resolve(startingState(start()));

/** Steps after which the network is looked at. */
const round = 100;

/** Trains a λ-network by gradient descent with momentum and gives what stands after every hundred steps. A function of its arguments alone; begun anew where a round ended, it goes on bit for bit. Throws RangeError without images. */
export async function* trainLambda(
  data: LambdaData,
  how: LambdaTraining,
  runner: GraphRunner,
  begin: BeginTraining = fromNothing,
): AsyncGenerator<TrainedLambda, void, undefined> {
  const [first] = data.views;
  if (first?.[0] === undefined) throw new RangeError("Expected at least one image to train on but received none.");
  const shape: LambdaStep = {
    images: how.imagesOfStep,
    views: first.length,
    features: first[0].length,
    classes: data.classes.length,
    logitFactor: how.logitFactor,
    form: how.form,
  };
  const { bytes, parameters } = trainingGraph((on) => lambdaLoss(on, shape));
  const graph = await runner.load(bytes);
  const constant = constantFeeds(data, shape);
  let loss = 0;
  try {
    const plan = {
      parameters,
      steps: how.steps,
      batch: (step: number) => ({ graph, feeds: { ...constant, ...stepFeeds(data, shape, step, how.seed) } }),
      schedule: () => how.rate,
      optimizer: () => sgdMomentum({ momentum: 0.9 }),
    };
    const from = await begin(parameters, () => linearStart(parameters, how.seed));
    for await (const progress of train(plan, from)) {
      const { step, tensors } = progress.state;
      loss += progress.loss;
      if (step % round !== 0 && step !== how.steps) continue;
      const weights = (name: string): Float32Array => tensors[name]?.value ?? new Float32Array();
      yield {
        step,
        loss: loss / (step % round === 0 ? round : step % round),
        graph: lambdaGraph(shape.features, weights),
        state: progress.state,
      };
      loss = 0;
    }
  } finally {
    await graph.close();
  }
}

const floats = (data: Float32Array, dims: readonly number[]): RunTensor => ({ type: "float32", dims, data });

function constantFeeds({ classes }: LambdaData, { images, views, features }: LambdaStep): RunTensors {
  const head = new Float32Array(classes.length * features);
  for (const [i, each] of classes.entries()) head.set(each, i * features);
  return {
    classes: floats(head, [classes.length, features]),
    weights: floats(new Float32Array(images).fill(1 / images), [images]),
    noise: dropoutNoise(images * views, key(0, "noise")),
  };
}

/** A step's images, drawn with replacement, and its dropout. */
function stepFeeds({ views, labels }: LambdaData, shape: LambdaStep, step: number, seed: number): RunTensors {
  const chance = key(seed, "images", step);
  const chosen = Array.from({ length: shape.images }, (_, i) => pick(uniform(chance, i), views.length));
  const features = new Float32Array(shape.images * shape.views * shape.features);
  for (const [i, image] of chosen.entries())
    for (const [g, view] of (views[image] ?? []).entries()) features.set(view, (i * shape.views + g) * shape.features);
  const [seed0, seed1] = dropoutSeeds(seed, step);
  return {
    features: floats(features, [shape.images * shape.views, shape.features]),
    labels: { type: "int32", dims: [shape.images], data: Int32Array.from(chosen, (image) => labels[image] ?? 0) },
    seed0,
    seed1,
  };
}
