import type { Perturbation } from "../../images/perturb.ts";
import { onnxRunner } from "../../models/graph-runner.ts";
import { withRunLock } from "../../store/run-lock.ts";
import { trainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";
import { adapterOf } from "./adapter.ts";
import { checkAdapterFolder, type NewAdapter, writeAdapter } from "./adapter-folder.ts";
import { evaluateOrbits, rightOf } from "./evaluate-orbits.ts";
import { heldOut, splitSet } from "./held-out.ts";
import { type CnnNames, openCnn, type OpenCnn } from "./open-cnn.ts";
import { collectOrbits, orbitsOf, type OrbitSet } from "./orbit-set.ts";
import { seenAs } from "./seen-as.ts";
import type { SeenOrbit } from "./see-orbits.ts";
import { type HeadTraining, publishedRecipe, type TrainedHead, trainHead } from "./train-head.ts";
import { trainingSettings } from "./training-settings.ts";

/** How `cnn train` trains a head or a λ-network. */
export interface HeadPlan extends CnnNames, Omit<HeadTraining, "seed"> {
  /** The share of each class, its last images, that chooses the epoch. In (0, 1). */
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

/** Trains on all sides of the images, which are seen once, and writes what was best on the held-out ones: adapter.json with head.onnx, lambda.onnx or both. Throws UserError where the model gives no features, or the folder holds another training's result or is written by another process. */
export const trainCnnHead = (plan: HeadPlan, tell: (news: TrainingNews) => void = () => {}): Promise<Chosen> =>
  withRunLock(plan.out, () => trainedAlone(plan, tell));

async function trainedAlone(plan: HeadPlan, tell: (news: TrainingNews) => void): Promise<Chosen> {
  const cnn = await openCnn(plan, { ownHead: !plan.trainsHead });
  const folder = trainingRunFolder(plan.out);
  let about: Awaited<ReturnType<typeof aboutHead>>;
  let sets: { readonly training: OrbitSet; readonly validation: OrbitSet };
  try {
    expectFeatures(cnn, plan);
    about = await aboutHead(plan, cnn);
    await checkAdapterFolder(folder, about.settings);
    sets = await seenSets(cnn, plan, tell);
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
    const { epoch, ...validation } = now;
    await writeAdapter(folder, { ...about, epoch, validation }, trained);
  }
  if (best === undefined)
    throw new UserError(`--epochs: expected at least one epoch but found none. Train for 1 or more.`);
  return best;
}

/** What is known of the result before it is trained. */
async function aboutHead(plan: HeadPlan, cnn: OpenCnn): Promise<Omit<NewAdapter, "epoch" | "validation">> {
  const seen = await seenAs(cnn, plan);
  const what = plan.fold !== "lambda" ? "a head on" : plan.trainsHead ? "a head and a λ-network on" : "a λ-network on";
  return {
    ...seen,
    model: cnn.found.name,
    group: plan.group,
    fold: plan.fold,
    features: cnn.classifier.features ?? 0,
    classes: [...cnn.images.classes],
    seed: plan.perturbation.seed,
    settings: await trainingSettings({ ...publishedRecipe, ...plan, what }, cnn, seen),
  };
}

function expectFeatures({ classifier }: OpenCnn, { features = "features" }: HeadPlan): void {
  if (classifier.features === undefined)
    throw new UserError(
      `${classifier.path}: expected an output "${features}" for a head to be trained on but found none. Export the model with the input of its last layer as an output, and name it with --features.`,
    );
}

async function seenSets(
  cnn: OpenCnn,
  plan: HeadPlan,
  tell: (news: TrainingNews) => void,
): Promise<{ readonly training: OrbitSet; readonly validation: OrbitSet }> {
  const { files, folder } = cnn.images;
  const parts = heldOut(
    files.map(({ label }) => label),
    { ...publishedRecipe, ...plan },
    folder,
  );
  async function* told(): AsyncGenerator<readonly SeenOrbit[]> {
    let done = 0;
    for await (const orbits of cnn.see()) {
      yield orbits;
      tell({ at: "seeing", done: (done += orbits.length), total: files.length });
    }
  }
  return splitSet(await collectOrbits(told(), files.length), parts);
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
    return rightOf(cells.find(({ condition }) => condition === "moved"));
  } finally {
    await adapter.close();
  }
}
