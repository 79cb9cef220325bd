import { imageActions, type ImageActionName } from "../../images/image-action.ts";
import type { Perturbation } from "../../images/perturb.ts";
import type { Evaluation } from "../../experiment/evaluation.ts";
import type { ViewWeights } from "../../experiment/experiment-result.ts";
import { type ClipEvaluation, classRanks, viewWeights } from "./classify.ts";
import { type ClipForm, type ClipMethod, clipMethods } from "./clip-method.ts";
import type { ClipSession } from "./clip-session.ts";
import { findLambda } from "./lambda-folder.ts";
import { inSquare } from "./view-points.ts";

/** What is measured for one group. */
export interface GroupPlan {
  readonly group: ImageActionName;
  readonly methods: readonly ClipMethod[];
  readonly form: ClipForm;
  readonly logitFactor: number;
  readonly perturbation: Perturbation;
  /** A folder that `clip train` wrote; absent: the model's own. */
  readonly lambda?: string;
}

/** Which images a method got right. */
export interface Outcome {
  readonly method: ClipMethod;
  /** "clean", or the group whose random elements moved the images. */
  readonly images: string;
  readonly group: ImageActionName;
  readonly form: ClipForm;
  /** Rank of each image's class, 0 for the first choice. */
  readonly ranks: readonly number[];
}

/** Outcomes on the images as they are and moved, and λ's weights of the views where the method "lambda" is among those asked for. */
export async function evaluateClip(
  session: ClipSession,
  plan: GroupPlan,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly weights?: ViewWeights }> {
  const { group, form, perturbation, logitFactor } = plan;
  const methods = clipMethods.filter((method) => plan.methods.includes(method));
  const found = methods.includes("lambda")
    ? await findLambda(session.clip, {
        group,
        form,
        logitFactor,
        ...(plan.lambda !== undefined && { folder: plan.lambda }),
      })
    : undefined;
  const scorer = found?.lambda.score;
  try {
    const base: ClipEvaluation = {
      table: session.table,
      labels: session.labels,
      group,
      form,
      head: { classes: session.classes, logitFactor },
      ...(scorer && { lambda: scorer }),
    };
    const outcomes: Outcome[] = [];
    for (const method of methods) {
      outcomes.push({ method, group, form, images: "clean", ranks: await classRanks(base, method) });
      outcomes.push({ method, group, form, images: group, ranks: await classRanks({ ...base, perturbation }, method) });
    }
    if (scorer === undefined || form === "code") return { outcomes };
    return { outcomes, weights: weightsOf(group, await viewWeights(base, scorer)) };
  } finally {
    await found?.lambda.close();
  }
}

/** The outcome as counts of right answers among the first `choices`. */
export const evaluationOf = (
  { method, images, group, form, ranks }: Outcome,
  choices: 1 | 5,
  seed: number,
): Evaluation => ({
  settings: { method, images, group, form, choices: `top-${choices}` },
  seed,
  correct: ranks.filter((rank) => rank < choices).length,
  n: ranks.length,
});

function weightsOf(group: ImageActionName, all: readonly (readonly number[])[]): ViewWeights {
  const { elements } = imageActions[group].group;
  return {
    title: `Mean λ of each view of an upright image, ${group}`,
    views: elements.map((g) => sideName(inSquare(group, g))),
    weights: elements.map((g) => {
      const own = all.map((weights) => weights[g] ?? 0);
      const mean = own.reduce((sum, weight) => sum + weight, 0) / own.length;
      return { mean, deviation: Math.sqrt(own.reduce((sum, weight) => sum + (weight - mean) ** 2, 0) / own.length) };
    }),
    n: all.length,
  };
}

/** A side of D4 in words: "90°", "mirrored", "mirrored, 90°". */
function sideName(side: number): string {
  const turned = `${(side % 4) * 90}°`;
  if (side < 4) return turned;
  return side === 4 ? "mirrored" : `mirrored, ${turned}`;
}
