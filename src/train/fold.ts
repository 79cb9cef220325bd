import { multiply } from "./elementwise.ts";
import { softmax } from "./normalize.ts";
import { mean, sum } from "./reduce.ts";
import { reshape } from "./shape.ts";
import { derive, type Tape, type Value } from "./tape.ts";

// The folds of src/symmetrize on a tape. `aligned`: the outputs of all views of n inputs, already turned back, shape (n, |G|, k); view 0 is the input itself.

/** Equitune: the mean over the views, shape (n, k). */
export const equituneViews = (on: Tape, aligned: Value): Value => mean(on, aligned, [1]);

/** λ-equitune with λ = exp(score), scores of shape (n, |G|): shape (n, k). Gradients flow into outputs and scores. */
export function softmaxViews(on: Tape, aligned: Value, scores: Value): Value {
  const [rows = 0, views = 0] = scores.shape;
  return sum(on, multiply(on, aligned, reshape(on, softmax(on, scores), [rows, views, 1])), [1]);
}

/** Where the gradient of `equizeroViews` goes, since choosing has none: into the input's own view ("own", STE), or into the mean of all views ("equitune", EquiSTE). */
export type StraightThroughBase = "own" | "equitune";

/**
 * Equizero with a straight-through gradient, shape (n, k): the value is that of the view with the least loss (the mean of those within
 * 10⁻⁶ of the least's size, or of `scale` if that is more), the gradient that of the base. Losses have shape (n, |G|) and get no gradient.
 * Source: Basu et al. 2023, arXiv:2305.09900.
 */
export function equizeroViews(
  on: Tape,
  aligned: Value,
  losses: Value,
  { base = "equitune", scale = 0 }: { readonly base?: StraightThroughBase; readonly scale?: number } = {},
): Value {
  const chosen = chosenViews(on, aligned, losses, scale);
  return straightThrough(on, chosen, base === "own" ? ownView(on, aligned) : equituneViews(on, aligned));
}

/** A value whose gradient goes to `base` as if it were the base: base + stopgrad(value − base). Both of one shape. */
export function straightThrough(on: Tape, value: Value, base: Value): Value {
  if (value.shape.join() !== base.shape.join())
    throw new RangeError(
      `straightThrough: expected two values of one shape but found [${value.shape.join(", ")}] and [${base.shape.join(", ")}]`,
    );
  // A node of its own: under the value's name the gradient would reach what the value was made of too.
  return derive(on, on.graph.node("Identity", [value.name]), value.shape, [base], (d) => on.give(base, () => d));
}

/** View 0 of each input, shape (n, k). */
function ownView(on: Tape, aligned: Value): Value {
  const [rows = 0, views = 0, width = 0] = aligned.shape;
  const first = new Float32Array(views);
  first[0] = 1;
  return reshape(on, sum(on, multiply(on, aligned, on.constant([1, views, 1], first)), [1]), [rows, width]);
}

/** The mean of the least views' outputs, without a gradient. */
function chosenViews(on: Tape, aligned: Value, losses: Value, scale: number): Value {
  const { graph: g } = on;
  const [rows = 0, , width = 0] = aligned.shape;
  const least = g.node("ReduceMin", [losses.name], { axes: [1], keepdims: 1 });
  const size = g.node("Max", [g.node("Abs", [least]), g.f32(scale)]);
  const bound = g.node("Add", [least, g.node("Mul", [size, g.f32(1e-6)])]);
  const tied = g.node("Cast", [g.node("LessOrEqual", [losses.name, bound])], { to: 1 });
  const weights = g.node("Div", [tied, g.node("ReduceSum", [tied, g.i64([1])], { keepdims: 1 })]);
  const counted = g.node("Unsqueeze", [weights, g.i64([2])]);
  // A view that is not chosen may hold anything: 0·Infinity would be NaN.
  const kept = g.node("Where", [
    g.node("Greater", [counted, g.f32(0)]),
    g.node("Mul", [aligned.name, counted]),
    g.f32(0),
  ]);
  return { name: g.node("ReduceSum", [kept, g.i64([1])], { keepdims: 0 }), shape: [rows, width], tracked: false };
}
