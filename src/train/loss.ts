import { elementCount } from "../onnx/tensor.ts";
import { giveRows } from "./embedding.ts";
import { giveGemm } from "./linear.ts";
import { derive, type Tape, type Value } from "./tape.ts";

/**
 * Σᵢ weights[i] · −log softmax(logits[i])[targets[i]], a scalar, for logits (n, v), targets int32 (n) and weights (n).
 * Weights that add up to 1 make it a mean; a weight of 0 masks a row.
 */
export function crossEntropy(on: Tape, logits: Value, targets: Value, weights: Value): Value {
  const { graph: g } = on;
  const logp = g.node("LogSoftmax", [logits.name], { axis: -1 });
  const column = (name: string): string => g.node("Unsqueeze", [name, g.i64([1])]);
  return derive(on, weightedLoss(on, pick(on, logp, targets), weights), [], [logits], (d) =>
    on.give(logits, () => {
      const w = g.node("Mul", [column(weights.name), d]);
      const spread = g.node("Mul", [g.node("Exp", [logp]), w]);
      const picks = column(targets.name);
      return g.node("ScatterElements", [spread, picks, g.node("Neg", [w])], { axis: 1, reduction: "add" });
    }),
  );
}

/**
 * Σᵢ weights[i] · −logp[i][targets[i]], a scalar, for log-probabilities (n, v) as they are, targets int32 (n) and weights (n). Rows need not be normalised:
 * a mean of log-probabilities is not, and a row of zeros adds 0.
 */
export function negativeLogLikelihood(on: Tape, logp: Value, targets: Value, weights: Value): Value {
  const { graph: g } = on;
  const column = (name: string): string => g.node("Unsqueeze", [name, g.i64([1])]);
  return derive(on, weightedLoss(on, pick(on, logp.name, targets), weights), [], [logp], (d) =>
    on.give(logp, () => {
      const zeros = g.initializer(g.fresh("zeros"), "float32", logp.shape, new Float32Array(elementCount(logp.shape)));
      const shares = column(g.node("Neg", [g.node("Mul", [weights.name, d])]));
      return g.node("ScatterElements", [zeros, column(targets.name), shares], { axis: 1, reduction: "add" });
    }),
  );
}

/**
 * `crossEntropy(scores(x, table), targets, weights)` for x (n, k) and table (v, k), with one (n, v) product kept and none written for its gradient:
 * with P = softmax(x·tableᵀ) and w the weights, dx = w·(P·table − table[targets]) and dtable = Pᵀ·(w·x) less w·x at the targets' rows.
 * A target less likely than 10⁻³⁷ counts as that likely in the loss; the gradient has no such bound.
 */
export function tableCrossEntropy(on: Tape, x: Value, table: Value, targets: Value, weights: Value): Value {
  const { graph: g } = on;
  const p = g.node("Softmax", [g.node("Gemm", [x.name, table.name], { transB: 1 })], { axis: -1 });
  const picked = g.node("Log", [g.node("Max", [pick(on, p, targets), g.f32(1e-37)])]);
  return derive(on, weightedLoss(on, picked, weights), [], [x, table], (d) => {
    const w = g.node("Mul", [g.node("Unsqueeze", [weights.name, g.i64([1])]), d]);
    on.give(x, () => {
      const pull = g.node("Sub", [g.node("Gemm", [p, table.name]), g.node("Gather", [table.name, targets.name])]);
      return g.node("Mul", [pull, w]);
    });
    const weighted = g.node("Mul", [x.name, w]);
    giveGemm(on, table, p, weighted);
    giveRows(on, table, targets, g.node("Neg", [weighted]));
  });
}

/** The entry of each row that its target names. */
function pick(on: Tape, rows: string, targets: Value): string {
  const { graph: g } = on;
  const places = g.node("Unsqueeze", [targets.name, g.i64([1])]);
  return g.node("Squeeze", [g.node("GatherElements", [rows, places], { axis: 1 }), g.i64([1])]);
}

function weightedLoss(on: Tape, logp: string, weights: Value): string {
  return on.graph.node("Neg", [
    on.graph.node("ReduceSum", [on.graph.node("Mul", [logp, weights.name])], { keepdims: 0 }),
  ]);
}
