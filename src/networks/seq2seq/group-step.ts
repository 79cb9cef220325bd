import { crossEntropy } from "../../train/loss.ts";
import type { Tape, Value } from "../../train/tape.ts";
import { trainingGraph, type TrainingGraph } from "../../train/training-graph.ts";
import { type GroupShape, groupPlans, spreadShape } from "./group-shape.ts";
import { stepLogits, type StepSizes, untilEnd } from "./logits.ts";
import { tiedTensors } from "./tied-tensors.ts";
import { declareTensors, plainWeights } from "./weights.ts";

/**
 * One training step of a permutation-equivariant network as a graph. The loss is that of `seq2seqStep` with each example's divided by the number of positions
 * that it counts, as in the code of Gordon et al. Sources are fed in the order "endLast".
 */
export function groupStep(shape: GroupShape, sizes: StepSizes): TrainingGraph {
  const { rows, target } = sizes;
  return trainingGraph((on) => {
    const shared = declareTensors(on, groupPlans(shape));
    const logits = stepLogits(on, spreadShape(shape), plainWeights(tiedTensors(on, shape, shared)), sizes);
    const tokens = on.input("target.tokens", [target * rows], "int32");
    const counted = untilEnd(on, logits, on.input("target.weights", [target, rows]));
    return crossEntropy(on, logits, tokens, meanWeights(on, counted, rows));
  });
}

/** Weights (positions·rows) scaled so that each row's add up to 1/rows. */
function meanWeights(on: Tape, weights: Value, rows: number): Value {
  const { graph: g } = on;
  const byRow = g.node("Reshape", [weights.name, g.i64([-1, rows])]);
  const total = g.node("ReduceSum", [byRow, g.i64([0])], { keepdims: 1 });
  const shares = g.node("Div", [byRow, g.node("Mul", [total, g.f32(rows)])]);
  return { ...weights, name: g.node("Reshape", [shares, g.i64(weights.shape)]) };
}
