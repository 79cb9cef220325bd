import { join } from "node:path";
import type { Perturbation } from "../../images/perturb.ts";
import { onnxRunner } from "../../models/graph-runner.ts";
import { openImageClassifier } from "../../models/image-classifier/image-classifier.ts";
import type { OrbitFold } from "../../networks/convolutional/orbit-head.ts";
import { residualLoss } from "../../networks/convolutional/residual-loss.ts";
import { residualModel } from "../../networks/convolutional/residual-model.ts";
import { writeAtomically } from "../../store/atomic-write.ts";
import type { LabelledImage } from "../../store/read-images.ts";
import { UserError } from "../../text/user-error.ts";
import { startingState, type TrainingState } from "../../train/checkpoint.ts";
import { sgdMomentum } from "../../train/sgd.ts";
import { train } from "../../train/train.ts";
import { trainingGraph } from "../../train/training-graph.ts";
import { evaluateOrbits } from "./evaluate-orbits.ts";
import { networkSteps } from "./network-steps.ts";
import { type CnnNames, openCnn, type OpenCnn } from "./open-cnn.ts";
import { readResidual } from "./read-residual.ts";
import { seeOrbits } from "./see-orbits.ts";
import type { Chosen, TrainingNews } from "./train-cnn.ts";

/** How `cnn train --what all` trains every weight of a network. */
export interface NetworkPlan extends CnnNames {
  /** "base" sees one side of each image, drawn anew at each step; the others all of them. */
  readonly fold: Exclude<OrbitFold, "lambda">;
  readonly epochs: number;
  readonly imagesOfStep: number;
  readonly rate: number;
  /** The share of the images, the last of each class, that chooses the epoch. In (0, 1). */
  readonly held: number;
  readonly perturbation: Perturbation;
  readonly out: string;
}

/**
 * Fine-tunes all weights of a network of mini-cnn's kind on images moved by a group, and writes what was best on the held-out images as a folder in the Hugging Face layout. Its batch
 * normalisations were folded into the kernels, so they stay as they are. Throws UserError where the model is of another kind.
 */
export async function trainCnnNetwork(
  plan: NetworkPlan,
  tell: (news: TrainingNews) => void = () => {},
): Promise<Chosen> {
  const cnn = await openCnn(plan);
  await cnn.classifier.close();
  const network = readResidual(cnn.found.path);
  const images = await readAll(cnn, tell);
  const kept = Math.round(images.length * (1 - plan.held));
  const perEpoch = Math.floor(kept / plan.imagesOfStep);
  if (perEpoch === 0 || kept === images.length)
    throw new UserError(
      `${plan.data}: expected at least ${plan.imagesOfStep} images to train on, and some to hold out, but found ${images.length} in all. Give a smaller --batch, or raise --limit.`,
    );
  const sides = plan.fold === "base" ? 1 : cnn.action.group.order;
  const shape = { images: plan.imagesOfStep, sides, side: cnn.classifier.height };
  const { bytes, parameters } = trainingGraph((on) => residualLoss(on, network.shape, shape, plan.fold));
  const graph = await onnxRunner.load(bytes, threadsOf(plan));
  const feeds = networkSteps(images.slice(0, kept), {
    ...plan,
    action: cnn.action,
    sides,
    normalization: cnn.normalization,
  });
  const steps = {
    parameters,
    steps: plan.epochs * perEpoch,
    schedule: () => plan.rate,
    optimizer: () => sgdMomentum({ momentum: 0.9 }),
  };
  let best: Chosen | undefined;
  let loss = 0;
  try {
    for await (const progress of train(
      { ...steps, batch: (step) => ({ graph, feeds: feeds(step) }) },
      startingState(network.tensors),
    )) {
      loss += progress.loss / perEpoch;
      if (progress.state.step % perEpoch !== 0) continue;
      const model = residualModel(network.shape, shape.side, (name) => valueOf(progress.state, name));
      const right = await rightAmong(images.slice(kept), model, cnn, plan);
      const now = { epoch: progress.state.step / perEpoch, right, images: images.length - kept };
      tell({ at: "epoch", loss, ...now });
      loss = 0;
      if (right <= (best?.right ?? -1)) continue;
      best = now;
      await writeNetwork(plan.out, model, cnn);
    }
  } finally {
    await graph.close();
  }
  return chosenOf(best);
}

const threadsOf = ({ threads = 1 }: NetworkPlan): { readonly threads: number } => ({ threads });

async function readAll(cnn: OpenCnn, tell: (news: TrainingNews) => void): Promise<readonly LabelledImage[]> {
  const images: LabelledImage[] = [];
  for await (const batch of cnn.read()) {
    images.push(...batch);
    tell({ at: "seeing", done: images.length, total: cnn.images.files.length });
  }
  return images;
}

/** Throws UserError where no epoch was run. */
function chosenOf(best: Chosen | undefined): Chosen {
  if (best === undefined)
    throw new UserError("--epochs: expected at least one epoch but found none. Train for 1 or more.");
  return best;
}

const valueOf = ({ tensors }: TrainingState, name: string): Float32Array => tensors[name]?.value ?? new Float32Array(0);

/** How many images, each moved at random, the network gets right with its sides folded. */
async function rightAmong(
  images: readonly LabelledImage[],
  model: Uint8Array,
  cnn: OpenCnn,
  plan: NetworkPlan,
): Promise<number> {
  const { normalization, action } = cnn;
  const classifier = await openImageClassifier(cnn.found.path, {
    normalization,
    bytes: model,
    ...threadsOf(plan),
  });
  async function* batches(): AsyncGenerator<readonly LabelledImage[]> {
    for (let start = 0; start < images.length; start += plan.batch) yield images.slice(start, start + plan.batch);
  }
  try {
    const methods = [plan.fold];
    const { cells } = await evaluateOrbits(seeOrbits(classifier, action, batches()), { ...plan, action, methods });
    return cells.find(({ condition }) => condition === "moved")?.right.filter(Boolean).length ?? 0;
  } finally {
    await classifier.close();
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** A folder that `--model` takes: the graph, its classes, and how its images are made ready. */
async function writeNetwork(
  out: string,
  model: Uint8Array,
  { images, normalization, classifier }: OpenCnn,
): Promise<void> {
  const config = { id2label: Object.fromEntries(images.classes.map((name, i) => [i, name])) };
  const { height, width } = classifier;
  const preprocessing = { size: { height, width }, image_mean: normalization.mean, image_std: normalization.deviation };
  await writeAtomically(join(out, "onnx/model.onnx"), model);
  await writeAtomically(join(out, "preprocessor_config.json"), json(preprocessing));
  await writeAtomically(join(out, "config.json"), json(config));
}
