import { identity } from "../../group/group.ts";
import { imageActions, type ImageActionName } from "../../images/image-action.ts";
import { onnxRunner } from "../../models/graph-runner.ts";
import { openLambda } from "../../models/lambda-scorer.ts";
import { classRanks } from "./classify.ts";
import type { ClipForm } from "./clip-method.ts";
import type { ClipSession } from "./clip-session.ts";
import type { FeatureTable } from "./feature-table.ts";
import { type AboutLambda, writeLambda } from "./lambda-folder.ts";
import { trainLambda } from "./train-lambda.ts";
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
const heldEvery = 10;

/** Where training stands after a round. */
export interface LambdaProgress {
  readonly step: number;
  readonly loss: number;
  /** Held-out images that λ-equitune gets right. */
  readonly right: number;
  readonly held: number;
  readonly isBest: boolean;
}

/**
 * Trains a λ-network on the session's images and writes the one that is best on the images held out: the first of those that tie. What λ-equitune says of an image does not change when the
 * image is moved, so images are taken as they are. Throws UserError where there are too few images.
 */
export async function* trainOnSession(
  session: ClipSession,
  plan: LambdaPlan,
): AsyncGenerator<LambdaProgress, AboutLambda, undefined> {
  const { training, held } = split(session.labels);
  const views = await viewsOf(session, plan.group, training);
  const labelsOf = (images: readonly number[]): readonly number[] =>
    images.map((image) => session.labels[image] as number);
  const head = { classes: session.classes, logitFactor: plan.logitFactor };
  const features = session.classes[0]?.length ?? 0;
  let best: AboutLambda | undefined;
  for await (const { step, loss, graph } of trainLambda(
    { views, labels: labelsOf(training), classes: session.classes },
    plan,
    onnxRunner,
  )) {
    const lambda = await openLambda(graph, features, "the trained λ-network");
    const table = only(session.table, held);
    const ranks = await classRanks(
      { table, labels: labelsOf(held), group: plan.group, head, form: plan.form, lambda: lambda.score },
      "lambda",
    );
    await lambda.close();
    const right = ranks.filter((rank) => rank === 0).length;
    const isBest = best === undefined || right > best.validation.right;
    if (isBest) {
      best = aboutOf(session, plan, { step, training: training.length, validation: { images: held.length, right } });
      await writeLambda(plan.out, best, graph);
    }
    yield { step, loss, right, held: held.length, isBest };
  }
  return best as AboutLambda;
}

function split(labels: readonly number[]): { readonly training: readonly number[]; readonly held: readonly number[] } {
  const seen = new Map<number, number>();
  const isHeld = labels.map((label) => {
    const nth = seen.get(label) ?? 0;
    seen.set(label, nth + 1);
    return nth % heldEvery === heldEvery - 1;
  });
  const images = [...labels.keys()];
  return { training: images.filter((i) => isHeld[i] === false), held: images.filter((i) => isHeld[i] === true) };
}

async function viewsOf(
  { table }: ClipSession,
  name: ImageActionName,
  images: readonly number[],
): Promise<readonly (readonly Float32Array[])[]> {
  const action = onViewPoints(name, imageActions[name].group);
  const { elements, order } = action.group;
  const all = await table.features(
    images.flatMap((image) => elements.map((g) => action.apply(g, { image, side: identity }))),
  );
  return images.map((_, i) => all.slice(i * order, (i + 1) * order));
}

/** The table of some of the images, numbered anew. */
const only = (table: FeatureTable, images: readonly number[]): FeatureTable => ({
  images: images.length,
  features: (points) => table.features(points.map(({ image, side }) => ({ image: images[image] ?? -1, side }))),
});

function aboutOf(
  { clip, prompts, folder, classes }: ClipSession,
  { group, form, logitFactor, seed, rate }: LambdaPlan,
  found: Pick<AboutLambda, "step" | "training" | "validation">,
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
    ...found,
  };
}
