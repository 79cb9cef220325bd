import { type HeldOut, holdOutEvery } from "../../images/hold-out.ts";
import { identity } from "../../group/group.ts";
import { imageActions, type ImageActionName } from "../../images/image-action.ts";
import { onnxRunner } from "../../models/graph-runner.ts";
import { openLambda } from "../../models/lambda-scorer.ts";
import { digestOf } from "../../store/digest.ts";
import { trainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";
import { startingState } from "../../train/checkpoint.ts";
import { keepState, stateOf } from "../saved-state.ts";
import { classRanks } from "./classify.ts";
import type { ClipForm } from "./clip-method.ts";
import type { ClipSession } from "./clip-session.ts";
import type { FeatureTable } from "./feature-table.ts";
import { type AboutLambda, writeLambda } from "./lambda-folder.ts";
import { bestRound, keepRounds, type LambdaRound, readRounds } from "./lambda-run.ts";
import { type BeginTraining, trainLambda } from "./train-lambda.ts";
import { onViewPoints } from "./view-points.ts";

/** How `clip train` trains a λ-network. */
export interface LambdaPlan {
  readonly group: ImageActionName;
  readonly form: ClipForm;
  readonly logitFactor: number;
  readonly steps: number;
  readonly imagesOfStep: number;
  readonly rate: number;
  readonly seed: number;
  /** Where it goes. */
  readonly out: string;
}

/** One image of so many of a class is held out of training, to choose the step by. */
export const heldEvery = 10;

/** What training found. */
export interface LambdaFound {
  /** Of the network that is kept. */
  readonly about: AboutLambda;
  /** Held-out images that equitune, which weighs all views alike, gets right. */
  readonly equitune: number;
}

/**
 * Trains a λ-network on the session's images and writes the one that is best on the images held out: the first of those that tie. Goes on after the last round where it was stopped; the files end
 * in the same bytes. What λ-equitune says of an image does not change when the image is moved, so images are taken as they are. Throws UserError where there are too few images, or the folder holds
 * another training.
 */
export async function* trainOnSession(
  session: ClipSession,
  plan: LambdaPlan,
): AsyncGenerator<LambdaRound & { readonly isBest: boolean }, LambdaFound, undefined> {
  const { training, held } = split(session);
  const views = await viewsOf(session, plan.group);
  const settings = settingsOf(session, plan, views);
  const folder = trainingRunFolder(plan.out);
  const before = await readRounds(folder, settings);
  let rounds = before ?? [];
  await keepRounds(folder, settings, rounds);
  const data = {
    views: training.map((image) => views[image] ?? []),
    labels: labelsOf(session, training),
    classes: session.classes,
  };
  // Without its settings nobody knows what a checkpoint is of.
  const begin: BeginTraining = (parameters, start) =>
    before === undefined ? Promise.resolve(startingState(start())) : stateOf(folder, parameters, start);
  for await (const { step, loss, graph, state } of trainLambda(data, plan, onnxRunner, begin)) {
    const round = { step, loss, right: await rightAmong(session, plan, held, graph), held: held.length };
    rounds = [...rounds.filter((one) => one.step < step), round];
    const isBest = bestRound(rounds) === round;
    if (isBest) await writeLambda(plan.out, aboutOf(session, plan, round, training.length), graph);
    await keepRounds(folder, settings, rounds);
    await keepState(folder, state);
    yield { ...round, isBest };
  }
  return {
    about: aboutOf(session, plan, bestRound(rounds) as LambdaRound, training.length),
    equitune: await rightAmong(session, plan, held),
  };
}

/** How many of some images are right by λ-equitune with a network, an ONNX file, or by equitune without one. */
async function rightAmong(
  session: ClipSession,
  { group, form, logitFactor }: LambdaPlan,
  images: readonly number[],
  network?: Uint8Array,
): Promise<number> {
  const { classes } = session;
  const lambda = network && (await openLambda(network, classes[0]?.length ?? 0, "the trained λ-network"));
  try {
    const shown = { table: only(session.table, images), labels: labelsOf(session, images), group, form };
    const head = { classes, logitFactor };
    const ranks = await classRanks(
      { ...shown, head, ...(lambda && { lambda: lambda.score }) },
      lambda === undefined ? "equitune" : "lambda",
    );
    return ranks.filter((rank) => rank === 0).length;
  } finally {
    await lambda?.close();
  }
}

const labelsOf = ({ labels }: ClipSession, images: readonly number[]): readonly number[] =>
  images.map((image) => labels[image] as number);

/** Throws UserError where no class has enough images to hold one out. */
function split({ labels, folder }: ClipSession): HeldOut {
  const parts = holdOutEvery(labels, heldEvery);
  if (parts.held.length > 0) return parts;
  const sizes = labels.map((label) => labels.filter((other) => other === label).length);
  throw new UserError(
    `${folder.folder}: expected at least ${heldEvery} images a class, of which the last is held out to choose the step by, but found at most ${Math.max(0, ...sizes)} of any. Add images, or raise --limit.`,
  );
}

/** views[image][g] of all images, in the group's order. */
async function viewsOf(
  { table, labels }: ClipSession,
  name: ImageActionName,
): Promise<readonly (readonly Float32Array[])[]> {
  const action = onViewPoints(name, imageActions[name].group);
  const { elements, order } = action.group;
  const all = await table.features(
    labels.flatMap((_, image) => elements.map((g) => action.apply(g, { image, side: identity }))),
  );
  return labels.map((_, i) => all.slice(i * order, (i + 1) * order));
}

const ofRow = (row: Float32Array): string => digestOf(new Uint8Array(row.buffer, row.byteOffset, row.byteLength));

/** What the training's bytes follow from, in words. */
function settingsOf(
  { clip, prompts, folder, labels, classes }: ClipSession,
  { group, form, logitFactor, steps, imagesOfStep, rate, seed }: LambdaPlan,
  views: readonly (readonly Float32Array[])[],
): string {
  const seen = [clip.digests.model, prompts.name, folder.classes, labels, classes.map(ofRow), views.flat().map(ofRow)];
  return `a λ-network for ${group} (form ${form}) on ${labels.length} images seen by ${clip.name} (${digestOf(JSON.stringify(seen)).slice(0, 12)}), ${steps} steps of ${imagesOfStep} at rate ${rate}, logit factor ${logitFactor}, seed ${seed}`;
}

/** The table of some of the images, numbered anew. */
const only = (table: FeatureTable, images: readonly number[]): FeatureTable => ({
  images: images.length,
  features: (points) => table.features(points.map(({ image, side }) => ({ image: images[image] ?? -1, side }))),
});

function aboutOf(
  { clip, prompts, folder, classes }: ClipSession,
  { group, form, logitFactor, seed, rate }: LambdaPlan,
  { step, right, held }: LambdaRound,
  training: number,
): AboutLambda {
  return {
    kind: "clip-lambda",
    model: clip.digests.model,
    group,
    form,
    features: classes[0]?.length ?? 0,
    logitFactor,
    prompts: prompts.name,
    classes: [...folder.classes],
    seed,
    rate,
    step,
    training,
    validation: { images: held, right },
  };
}
