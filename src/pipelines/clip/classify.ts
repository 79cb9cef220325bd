import { type Element, identity } from "../../group/group.ts";
import { imageActions, type ImageActionName } from "../../images/image-action.ts";
import { type Perturbation, randomElement } from "../../images/perturb.ts";
import { rankOf } from "../../math/rank.ts";
import { groupWeights } from "../../symmetrize/softmax-equitune.ts";
import { type ClipForm, type ClipMethod, classScores, type LambdaScorer, type ZeroShotHead } from "./clip-method.ts";
import type { FeatureTable } from "./feature-table.ts";
import { inSquare, onViewPoints, type ViewPoint } from "./view-points.ts";

/** What is classified, and how. */
export interface ClipEvaluation {
  readonly table: FeatureTable;
  /** The number of each image's class. */
  readonly labels: readonly number[];
  /** What the methods are made invariant to. */
  readonly group: ImageActionName;
  /** How the images lie: each moved by a random element of the group, or, where absent, as they are. */
  readonly perturbation?: Perturbation;
  readonly head: ZeroShotHead;
  readonly form: ClipForm;
  /** Needed for the method "lambda". */
  readonly lambda?: LambdaScorer;
}

/** The side of D4 on which image number `image` lies. */
const lyingSide = (group: ImageActionName, image: number, by: Perturbation | undefined): Element =>
  by === undefined ? identity : inSquare(group, randomElement(imageActions[group], image, by));

const imagesOfCall = 256;

/** The rank of each image's class among all, by a method's scores: 0 where it is the first choice, below 5 where it is among the first five. */
export async function classRanks(evaluation: ClipEvaluation, method: ClipMethod): Promise<readonly number[]> {
  const { table, labels, group, head, form, lambda, perturbation } = evaluation;
  const action = onViewPoints(group, imageActions[group].group);
  const model = classScores(table.features, { method, form, head, action, ...(lambda && { lambda }) });
  const ranks: number[] = [];
  for (let from = 0; from < labels.length; from += imagesOfCall) {
    const own = labels.slice(from, from + imagesOfCall);
    const points = own.map((_, i): ViewPoint => ({ image: from + i, side: lyingSide(group, from + i, perturbation) }));
    const scores = await model(points);
    ranks.push(...own.map((label, i) => rankOf(scores[i] as Float32Array, label)));
  }
  return ranks;
}

/** λ's weights of the views of each image as it is, in the order of the group's elements; each image's add up to 1. */
export async function viewWeights(
  { table, labels, group }: ClipEvaluation,
  lambda: LambdaScorer,
): Promise<readonly (readonly number[])[]> {
  const action = onViewPoints(group, imageActions[group].group);
  const { elements, order } = action.group;
  const points = labels.flatMap((_, image) => elements.map((g) => action.apply(g, { image, side: identity })));
  const scores = await lambda(await table.features(points));
  return labels.map((_, image) => groupWeights(scores.slice(image * order, (image + 1) * order)));
}
