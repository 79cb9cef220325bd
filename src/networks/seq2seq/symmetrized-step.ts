import type { SequenceLossName } from "../../scan/sequence-loss.ts";
import { equituneViews, equizeroViews, type StraightThroughBase } from "../../train/fold.ts";
import { negativeLogLikelihood } from "../../train/loss.ts";
import { fillWhere } from "../../train/mask.ts";
import { logSoftmax } from "../../train/normalize.ts";
import { reshape, transpose } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";
import { trainingGraph, type TrainingGraph } from "../../train/training-graph.ts";
import { alignedViews, type TokenImages } from "./aligned-views.ts";
import { stepLogits, type StepSizes, untilEnd } from "./logits.ts";
import { type Seq2seqShape, tensorPlans } from "./shape.ts";
import { endToken } from "./tokens.ts";
import { declareTensors, plainWeights } from "./weights.ts";

/** How the views' outputs become one, and for equizero where its gradient goes and what it chooses by (default perStepMean). */
export type TrainedFold =
  | { readonly method: "equitune" }
  | {
      readonly method: "equizero";
      readonly straightThrough: StraightThroughBase;
      readonly loss?: SequenceLossName;
    };

/**
 * One step of fine-tuning on the symmetrized output. Each view of an example is decoded by itself; its rows of log-probabilities after its own first end mark
 * (fed the targets: after the target's length) are 0. equitune: their mean, row by row, not normalised again. equizero: all rows of the view of least
 * `fold.loss`, by default the one whose rows' greatest probabilities have the greatest mean. The loss is `seq2seqStep`'s, of these rows. Rows beyond the target's length are neither written nor scored.
 * `sizes.rows` counts examples; `sourceFeeds`, "target.before" and "target.kept" have a row for each view.
 * Source: Basu et al. 2023, arXiv:2305.09900, §4 and appendix D.2.
 */
export function symmetrizedStep(
  shape: Seq2seqShape,
  sizes: StepSizes,
  images: TokenImages,
  fold: TrainedFold,
): TrainingGraph {
  const { rows, target, forced } = sizes;
  return trainingGraph((on) => {
    const weights = plainWeights(declareTensors(on, tensorPlans(shape)));
    const logits = stepLogits(on, shape, weights, { ...sizes, rows: rows * images.length });
    const shares = on.input("target.weights", [target, rows]);
    const logp = logSoftmax(on, alignedViews(on, logits, images, rows)); // (rows, |G|, target, actions)
    const written = writtenRows(on, logp, shares, forced);
    const views = reshape(on, fillWhere(on, written, logp, 0), [rows, images.length, target * shape.actions]);
    const folded =
      fold.method === "equitune"
        ? equituneViews(on, views)
        : equizeroViews(on, views, choiceLosses(on, logp, written, fold.loss), { base: fold.straightThrough });
    const byRow = transpose(on, reshape(on, folded, [rows, target, shape.actions]), [1, 0, 2]);
    const output = reshape(on, byRow, [target * rows, shape.actions]);
    const tokens = on.input("target.tokens", [target * rows], "int32");
    return negativeLogLikelihood(on, output, tokens, untilEnd(on, output, shares));
  });
}

/** Which rows a view has written, bool (rows, |G|, target, 1): those within the target's length, decoding freely none after its first end mark. */
function writtenRows(on: Tape, logp: Value, shares: Value, forced: boolean): Value {
  const { graph: g } = on;
  const [rows = 0, views = 0, target = 0] = logp.shape;
  const lengths = g.node("Transpose", [shares.name], { perm: [1, 0] });
  const within = g.node("Greater", [g.node("Reshape", [lengths, g.i64([rows, 1, target, 1])]), g.f32(0)]);
  const shape = [rows, views, target, 1];
  if (forced) return { name: g.node("Expand", [within, g.i64(shape)]), shape, tracked: false };
  const best = g.node("ArgMax", [logp.name], { axis: 3, keepdims: 1 });
  const ends = g.node("Cast", [g.node("Equal", [best, g.i64([endToken])])], { to: 1 });
  const endsBefore = g.node("CumSum", [ends, g.i64([2], [])], { exclusive: 1 });
  const open = g.node("Less", [endsBefore, g.f32(0.5)]);
  return { name: g.node("And", [open, within]), shape, tracked: false };
}

/** The loss of each view by its written rows, (rows, |G|), without a gradient: `sequenceLosses` of src/scan on the tape, paddedMean50 but for a factor and a term that all views share. */
function choiceLosses(on: Tape, logp: Value, written: Value, loss: SequenceLossName = "perStepMean"): Value {
  const { graph: g } = on;
  const counted = g.node("Cast", [written.name], { to: 1 });
  const best = g.node("ReduceMax", [logp.name], { axes: [3], keepdims: 1 });
  const greatest = loss === "product" ? best : g.node("Exp", [best]);
  const over = (name: string): string => g.node("ReduceSum", [name, g.i64([2, 3])], { keepdims: 0 });
  const total = over(g.node("Mul", [greatest, counted]));
  const padding = 1 / (logp.shape.at(-1) ?? 1); // what a row that is not written counts
  const gains = {
    perStepMean: () => g.node("Div", [total, over(counted)]),
    paddedMean50: () => g.node("Sub", [total, g.node("Mul", [over(counted), g.f32(padding)])]),
    product: () => total,
  };
  return { name: g.node("Neg", [gains[loss]()]), shape: logp.shape.slice(0, 2), tracked: false };
}
