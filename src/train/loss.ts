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
  return derive(on, pickedLoss(on, logp, targets, weights), [], [logits], (d) =>
    on.give(logits, () => {
      const w = g.node("Mul", [column(weights.name), d]);
      const spread = g.node("Mul", [g.node("Exp", [logp]), w]);
      const picks = column(targets.name);
      return g.node("ScatterElements", [spread, picks, g.node("Neg", [w])], { axis: 1, reduction: "add" });
    }),
  );
}

/**
 * `crossEntropy(scores(x, table), targets, weights)` for x (n, k) and table (v, k), without writing the gradient of the (n, v) scores:
 * with P = softmax(x·tableᵀ) and w the weights, dx = w·(P·table − table[targets]) and dtable = Pᵀ·(w·x) less w·x at the targets' rows.
 */
export function tableCrossEntropy(on: Tape, x: Value, table: Value, targets: Value, weights: Value): Value {
  const { graph: g } = on;
  const logp = g.node("LogSoftmax", [g.node("Gemm", [x.name, table.name], { transB: 1 })], { axis: -1 });
  return derive(on, pickedLoss(on, logp, targets, weights), [], [x, table], (d) => {
    const p = g.node("Exp", [logp]);
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

function pickedLoss(on: Tape, logp: string, targets: Value, weights: Value): string {
  const { graph: g } = on;
  const picks = g.node("Unsqueeze", [targets.name, g.i64([1])]);
  const picked = g.node("Squeeze", [g.node("GatherElements", [logp, picks], { axis: 1 }), g.i64([1])]);
  return g.node("Neg", [g.node("ReduceSum", [g.node("Mul", [picked, weights.name])], { keepdims: 0 })]);
}
