import { type Action, trivialAction } from "../../group/action.ts";
import { type Logits, softmax } from "../../math/vector.ts";
import { equitune } from "../../symmetrize/equitune.ts";
import { equizero } from "../../symmetrize/equizero.ts";
import { entropyLoss, maxProbabilityLoss, type ProxyLoss } from "../../symmetrize/proxy-loss.ts";
import { softmaxEquitune } from "../../symmetrize/softmax-equitune.ts";
import { type Fold, type Model, symmetrize } from "../../symmetrize/symmetrize.ts";

/** Ways to classify an image: by the model as it is, or through all its sides. */
export const cnnMethods = ["base", "equitune", "equizero", "equizero-entropy", "equizero-inverted", "lambda"] as const;
export type CnnMethod = (typeof cnnMethods)[number];

/** What equizero minimises, by method. "inverted" is the published code's: it takes the least sure side. */
const proxyLosses = {
  equizero: maxProbabilityLoss,
  "equizero-entropy": entropyLoss,
  "equizero-inverted": (probabilities) => -maxProbabilityLoss(probabilities),
} as const satisfies Readonly<Record<string, ProxyLoss>>;

/**
 * A classifier's logits made invariant under a group that moves its inputs; "base" leaves it as it is. equitune: the mean over the sides; equizero: the side of the least loss of its own
 * probabilities; lambda: the mean weighted by the softmax of `score` over the sides. Cost: |G| rows an input, one for "base". Throws RangeError where "lambda" has no score.
 */
export function invariant<X>(
  model: Model<X>,
  {
    method,
    action,
    score,
  }: { readonly method: CnnMethod; readonly action: Action<X>; readonly score?: (x: X) => number },
): Model<X> {
  if (method === "base") return model;
  return symmetrize(model, foldOf<X>(method, score), { input: action, output: trivialAction(action.group) });
}

function foldOf<X>(method: Exclude<CnnMethod, "base">, score: ((x: X) => number) | undefined): Fold<X> {
  if (method === "equitune") return equitune();
  if (method !== "lambda") return equizero(({ raw }) => proxyLosses[method](softmax(raw as Logits)), 1);
  if (score === undefined)
    throw new RangeError("Expected a score of each side for the method lambda but received none.");
  return softmaxEquitune(({ input }) => score(input));
}
