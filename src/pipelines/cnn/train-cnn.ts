import { join } from "node:path";
import type { Perturbation } from "../../images/perturb.ts";
import { onnxRunner } from "../../models/graph-runner.ts";
import { writeAtomically } from "../../store/atomic-write.ts";
import { UserError } from "../../text/user-error.ts";
import { type AdapterAbout, adapterOf } from "./adapter.ts";
import { evaluateOrbits } from "./evaluate-orbits.ts";
import { type CnnNames, openCnn, type OpenCnn } from "./open-cnn.ts";
import { collectOrbits, orbitsOf, type OrbitSet } from "./orbit-set.ts";
import type { SeenOrbit } from "./see-orbits.ts";
import { type HeadTraining, type TrainedHead, trainHead } from "./train-head.ts";

/** How `cnn train` trains a head or a λ-network. */
export interface HeadPlan extends CnnNames, Omit<HeadTraining, "seed"> {
  /** The share of the images, the last of each class, that chooses the epoch. In (0, 1). */
  readonly held: number;
  readonly perturbation: Perturbation;
  /** Where the result goes. */
  readonly out: string;
}

/** What is told while training. */
export type TrainingNews =
  | { readonly at: "seeing"; readonly done: number; readonly total: number }
  /** `loss`: the mean of the epoch's steps; NaN for an epoch that an earlier process trained. */
  | ({ readonly at: "epoch"; readonly loss: number } & Chosen);

/** An epoch, and how many of the held-out images, moved at random, it got right. */
export interface Chosen {
  readonly epoch: number;
  readonly right: number;
  readonly images: number;
}

/** Trains on all sides of the images, which are seen once, and writes what was best on the held-out ones: adapter.json with head.onnx, lambda.onnx or both. Throws UserError where the model gives no features. */
export async function trainCnnHead(plan: HeadPlan, tell: (news: TrainingNews) => void = () => {}): Promise<Chosen> {
  const cnn = await openCnn(plan, { ownHead: !plan.trainsHead });
  let sets: { readonly training: OrbitSet; readonly validation: OrbitSet };
  try {
    expectFeatures(cnn, plan);
    sets = await seenSets(cnn, plan.held, tell);
  } finally {
    await cnn.classifier.close();
  }
  const seed = plan.perturbation.seed;
  let best: Chosen | undefined;
  for await (const trained of trainHead(sets.training, { ...plan, seed }, onnxRunner)) {
    const right = await validated(sets.validation, trained, plan, cnn);
    const now = { epoch: trained.epoch, right, images: sets.validation.labels.length };
    tell({ at: "epoch", loss: trained.loss, ...now });
    if (best !== undefined && right <= best.right) continue;
    best = now;
    await writeHead(plan, trained, now, cnn);
  }
  if (best === undefined)
    throw new UserError(`--epochs: expected at least one epoch but found none. Train for 1 or more.`);
  return best;
}

function expectFeatures({ classifier }: OpenCnn, { features = "features" }: HeadPlan): void {
  if (classifier.features === undefined)
    throw new UserError(
      `${classifier.path}: expected an output "${features}" for a head to be trained on but found none. Export the model with the input of its last layer as an output, and name it with --features.`,
    );
}

async function seenSets(
  cnn: OpenCnn,
  held: number,
  tell: (news: TrainingNews) => void,
): Promise<{ readonly training: OrbitSet; readonly validation: OrbitSet }> {
  const { files } = cnn.images;
  const kept = Math.round(files.length * (1 - held));
  if (kept < 1 || kept >= files.length)
    throw new UserError(
      `${cnn.images.folder}: expected images to train on and to hold out but found ${files.length} in all. Add some, or raise --limit.`,
    );
  async function* told(): AsyncGenerator<readonly SeenOrbit[]> {
    let done = 0;
    for await (const orbits of cnn.see()) {
      yield orbits;
      tell({ at: "seeing", done: (done += orbits.length), total: files.length });
    }
  }
  return splitSet(await collectOrbits(told()), kept);
}

/** The first images of a set, and the rest. */
export function splitSet(set: OrbitSet, kept: number): { readonly training: OrbitSet; readonly validation: OrbitSet } {
  const part = (from: number, to: number): OrbitSet => ({
    ...set,
    labels: set.labels.subarray(from, to),
    seen: set.seen.subarray(from * set.sides * set.features, to * set.sides * set.features),
    logits: set.logits.subarray(from * set.sides * set.classes, to * set.sides * set.classes),
  });
  return { training: part(0, kept), validation: part(kept, set.labels.length) };
}

/** How many images of a set, each moved at random, a trained head gets right. */
async function validated(set: OrbitSet, trained: TrainedHead, plan: HeadPlan, { action }: OpenCnn): Promise<number> {
  const adapter = await adapterOf(trained);
  async function* relabelled(): AsyncGenerator<readonly SeenOrbit[]> {
    for (const orbits of orbitsOf(set)) yield await adapter.relabel(orbits);
  }
  try {
    const { score } = adapter;
    const { cells } = await evaluateOrbits(relabelled(), {
      action,
      methods: [plan.fold],
      perturbation: plan.perturbation,
      ...(score && { score }),
    });
    return cells.find(({ condition }) => condition === "moved")?.right.filter(Boolean).length ?? 0;
  } finally {
    await adapter.close();
  }
}

async function writeHead(
  plan: HeadPlan,
  { head, lambda, epoch }: TrainedHead,
  { right, images }: Chosen,
  cnn: OpenCnn,
): Promise<void> {
  const about: AdapterAbout = {
    kind: "cnn-head",
    model: cnn.found.name,
    group: plan.group,
    fold: plan.fold,
    features: cnn.classifier.features ?? 0,
    classes: [...cnn.images.classes],
    seed: plan.perturbation.seed,
    epoch,
    validation: { images, right },
  };
  if (head !== undefined) await writeAtomically(join(plan.out, "head.onnx"), head);
  if (lambda !== undefined) await writeAtomically(join(plan.out, "lambda.onnx"), lambda);
  await writeAtomically(join(plan.out, "adapter.json"), `${JSON.stringify(about, undefined, 2)}\n`);
}
