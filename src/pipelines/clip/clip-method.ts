import { trivialAction, type Action } from "../../group/action.ts";
import { similarities } from "../../math/similarity.ts";
import { softmax } from "../../math/vector.ts";
import { entrywiseMax } from "../../symmetrize/entrywise-max.ts";
import { equitune } from "../../symmetrize/equitune.ts";
import { equizero } from "../../symmetrize/equizero.ts";
import { scoredModel } from "../../symmetrize/scored-model.ts";
import { softmaxEquitune } from "../../symmetrize/softmax-equitune.ts";
import { type Fold, type Model, symmetrize } from "../../symmetrize/symmetrize.ts";

/** How an image is classified: by the model as it is, or through its views. */
export const clipMethods = ["base", "equitune", "equizero", "lambda"] as const;
export type ClipMethod = (typeof clipMethods)[number];

/** What is folded: the views' features, as the paper has it, or their class probabilities, as its published code does. */
export const clipForms = ["paper", "code"] as const;
export type ClipForm = (typeof clipForms)[number];

/** What classifies: one unit vector a class, and what similarities are multiplied by. */
export interface ZeroShotHead {
  readonly classes: readonly Float32Array[];
  readonly logitFactor: number;
}

/** Scores of features by a λ-network, one each. */
export type LambdaScorer = (features: readonly Float32Array[]) => Promise<readonly number[]>;

/** How to classify. */
export interface Classification<X> {
  readonly method: ClipMethod;
  readonly form: ClipForm;
  readonly head: ZeroShotHead;
  readonly action: Action<X>;
  /** Needed for "lambda". */
  readonly lambda?: LambdaScorer;
}

/**
 * Class scores of inputs, shape (classes), from a model of their unit features. They do not change when the group moves the input, but for "base", which sees one view.
 * Form "paper": features are folded, then compared with the classes. equizero takes the view that is most similar to some class, λ weighs views by the softmax of their scores.
 * Form "code", the published code's: softmax of each view's similarities first. equitune is their mean, equizero their largest entry by entry, and λ, as it comes
 * from the network, multiplies a view's features before the softmax. Cost: |G| rows an input, one for "base".
 * Source: Basu et al. 2023, arXiv:2305.09900, and its code. Throws RangeError where "lambda" has no scorer.
 */
export function classScores<X>(features: Model<X>, how: Classification<X>): Model<X> {
  const { head, action, form, method } = how;
  const on = { input: action, output: trivialAction<Float32Array>(action.group) };
  if (method === "base") return compared(features, head);
  if (form === "code") return symmetrize(...codeForm(features, how), on);
  const { model, fold } = paperForm(features, how);
  return compared(symmetrize(model, fold, on), head);
}

interface Folded<X> {
  readonly model: Model<X>;
  readonly fold: Fold<X>;
}

function paperForm<X>(features: Model<X>, { method, head: { classes }, lambda }: Classification<X>): Folded<X> {
  if (method === "lambda") {
    const { model, score } = scoredModel(features, needed(lambda));
    return { model, fold: softmaxEquitune(score) };
  }
  const fold =
    method === "equitune" ? equitune<X>() : equizero<X>(({ raw }) => -Math.max(...similarities(raw, classes)), 1);
  return { model: features, fold };
}

function codeForm<X>(features: Model<X>, { method, head, lambda }: Classification<X>): [Model<X>, Fold<X>] {
  const { classes, logitFactor } = head;
  if (method !== "lambda") {
    const probabilities = mapped(features, (feature) => softmax(similarities(feature, classes, logitFactor)));
    return [probabilities, method === "equitune" ? equitune() : entrywiseMax()];
  }
  const scorer = needed(lambda);
  const sharpened: Model<X> = async (inputs) => {
    const rows = await features(inputs);
    const factors = await scorer(rows);
    return rows.map((row, i) => softmax(similarities(row, classes, logitFactor * (factors[i] as number))));
  };
  return [sharpened, equitune()];
}

const compared = <X>(features: Model<X>, { classes, logitFactor }: ZeroShotHead): Model<X> =>
  mapped(features, (feature) => similarities(feature, classes, logitFactor));

const mapped =
  <X>(model: Model<X>, map: (row: Float32Array) => Float32Array): Model<X> =>
  async (inputs) =>
    (await model(inputs)).map(map);

function needed(lambda: LambdaScorer | undefined): LambdaScorer {
  if (lambda === undefined) throw new RangeError("Expected a λ-network for the method lambda but received none.");
  return lambda;
}
