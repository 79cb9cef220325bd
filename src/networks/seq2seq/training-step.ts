import { crossEntropy } from "../../train/loss.ts";
import { trainingGraph, type TrainingGraph } from "../../train/training-graph.ts";
import { stepLogits, type StepSizes, untilEnd } from "./logits.ts";
import { type Seq2seqShape, tensorPlans } from "./shape.ts";
import { declareTensors, plainWeights } from "./weights.ts";

/**
 * One training step as a graph. The loss of an example is Σ −log p(target) over the target's positions up to and including the first one whose most
 * probable token is the end mark; the step's is the mean over its examples. `sourceFeeds` and `targetFeeds` make its inputs.
 */
export function seq2seqStep(shape: Seq2seqShape, sizes: StepSizes): TrainingGraph {
  const { rows, target } = sizes;
  return trainingGraph((on) => {
    const weights = plainWeights(declareTensors(on, tensorPlans(shape)));
    const logits = stepLogits(on, shape, weights, sizes);
    const tokens = on.input("target.tokens", [target * rows], "int32");
    const shares = on.input("target.weights", [target, rows]);
    return crossEntropy(on, logits, tokens, untilEnd(on, logits, shares));
  });
}
