import { linear } from "../../train/linear.ts";
import { equituneViews, equizeroViews, softmaxViews } from "../../train/fold.ts";
import { crossEntropy } from "../../train/loss.ts";
import { reshape } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";
import { lambdaNetwork, lambdaWidth } from "../lambda-network.ts";

/** How the sides' logits are folded while a head is trained. */
export type OrbitFold = "base" | "equitune" | "equizero" | "equizero-entropy" | "lambda";

/** The logits of n images, shape (n, classes), from those of all their sides, shape (n, |G|, classes); "lambda" needs their scores, shape (n, |G|). */
export function foldedLogits(on: Tape, sides: Value, fold: OrbitFold, scores?: Value): Value {
  if (fold === "equitune") return equituneViews(on, sides);
  if (fold === "lambda") {
    if (scores === undefined) throw new RangeError("Expected scores for the fold lambda but received none.");
    return softmaxViews(on, sides, scores);
  }
  if (fold === "base") {
    const [n = 0, , classes = 0] = sides.shape;
    return reshape(on, sides, [n, classes]);
  }
  return equizeroViews(on, sides, sideLosses(on, sides, fold), { scale: 1 });
}

/** The proxy loss of each side, shape (n, |G|): minus the largest probability, or the entropy. No gradient flows through a choice, so these are plain nodes. */
function sideLosses(on: Tape, sides: Value, fold: "equizero" | "equizero-entropy"): Value {
  const { graph: g } = on;
  const logp = g.node("LogSoftmax", [sides.name], { axis: -1 });
  const p = g.node("Exp", [logp]);
  const over =
    fold === "equizero"
      ? g.node("ReduceMax", [p], { axes: [2], keepdims: 0 })
      : g.node("ReduceSum", [g.node("Mul", [p, logp]), g.i64([2])], { keepdims: 0 });
  return { name: g.node("Neg", [over]), shape: sides.shape.slice(0, 2), tracked: false };
}

/** What a head is trained on: n images of so many sides, features and classes. */
export interface HeadShape {
  readonly images: number;
  readonly sides: number;
  readonly features: number;
  readonly classes: number;
}

/**
 * The loss of a head on precomputed features, for `trainingGraph`. Inputs "features" (n·|G|, k), "labels" (n), "weights" (n); with `trains.head` the parameters "head.weight" and
 * "head.bias", else the input "logits" (n·|G|, classes) of the network's own head; with "lambda" also the λ-network's parameters and its "noise", "seeds0" and "seeds1".
 */
export function headLoss(
  on: Tape,
  { images, sides, features, classes }: HeadShape,
  { fold, trainsHead }: { readonly fold: OrbitFold; readonly trainsHead: boolean },
): Value {
  const rows = images * sides;
  const seen = on.input("features", [rows, features]);
  const logits = trainsHead
    ? linear(on, seen, on.parameter("head.weight", [features, classes]), on.parameter("head.bias", [classes]))
    : on.input("logits", [rows, classes]);
  const scores =
    fold === "lambda" ? reshape(on, lambdaNetwork(on, seen, dropoutInputs(on, rows)), [images, sides]) : undefined;
  const folded = foldedLogits(on, reshape(on, logits, [images, sides, classes]), fold, scores);
  return crossEntropy(on, folded, on.input("labels", [images], "int32"), on.input("weights", [images]));
}

const dropoutInputs = (on: Tape, rows: number): Parameters<typeof lambdaNetwork>[2] => ({
  noise: on.input("noise", [rows, lambdaWidth]),
  seeds: [on.input("seeds0", [2]), on.input("seeds1", [2])],
});
