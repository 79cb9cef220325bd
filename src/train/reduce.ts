import { elementCount } from "../onnx/tensor.ts";
import { scale } from "./elementwise.ts";
import { derive, type Tape, type Value } from "./tape.ts";

/** The sum over `axes` (all of them where absent), which stay as axes of size 1 if `keep`. */
export function sum(on: Tape, x: Value, axes: readonly number[] = [...x.shape.keys()], keep = false): Value {
  const { graph: g } = on;
  const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const shape = keep ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
  const name = g.node("ReduceSum", [x.name, g.i64(axes)], { keepdims: keep ? 1 : 0 });
  return derive(on, name, shape, [x], (d) =>
    on.give(x, () => g.node("Expand", [keep ? d : g.node("Reshape", [d, g.i64(kept)]), g.i64(x.shape)])),
  );
}

/** The mean over `axes` (all of them where absent), which stay as axes of size 1 if `keep`. */
export function mean(on: Tape, x: Value, axes: readonly number[] = [...x.shape.keys()], keep = false): Value {
  return scale(on, sum(on, x, axes, keep), 1 / elementCount(axes.map((axis) => x.shape[axis] ?? 1)));
}
