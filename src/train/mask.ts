import { broadcastShape } from "./elementwise.ts";
import { derive, type Tape, type Value } from "./tape.ts";

/** x where `keep` (bool, broadcast to x's shape) holds, else `fill`, through which no gradient flows. */
export function fillWhere(on: Tape, keep: Value, x: Value, fill: number): Value {
  const { graph: g } = on;
  const shape = broadcastShape(x.shape, keep.shape);
  if (shape.join() !== x.shape.join())
    throw new RangeError(`fillWhere: a mask [${keep.shape.join(", ")}] does not fit in [${x.shape.join(", ")}]`);
  return derive(on, g.node("Where", [keep.name, x.name, g.f32(fill)]), x.shape, [x], (d) =>
    on.give(x, () => g.node("Where", [keep.name, d, g.f32(0)])),
  );
}

/** a where `choose` (bool) holds, else b; all three of one shape. */
export function select(on: Tape, choose: Value, a: Value, b: Value): Value {
  const { graph: g } = on;
  return derive(on, g.node("Where", [choose.name, a.name, b.name]), a.shape, [a, b], (d) => {
    on.give(a, () => g.node("Where", [choose.name, d, g.f32(0)]));
    on.give(b, () => g.node("Where", [choose.name, g.f32(0), d]));
  });
}

/**
 * x with a share `rate` of its elements set to 0 and the others divided by 1 − rate. Which ones is a function of `noise` (x's shape, uniform
 * in [0, 1), may be one constant for many places and steps) and of `seed`, shape [2]: a factor (a whole number up to a few thousand) and a shift
 * in [0, 1); element i is dropped where the fractional part of noise[i]·factor + shift is below rate. Equal seeds drop the same elements.
 */
export function dropout(on: Tape, x: Value, rate: number, noise: Value, seed: Value): Value {
  const { graph: g } = on;
  const [factor, shift] = g.nodes("Split", [seed.name, g.i64([1, 1])], [g.fresh(), g.fresh()] as const, { axis: 0 });
  const moved = g.node("Add", [g.node("Mul", [noise.name, factor]), shift]);
  const drawn = g.node("Sub", [moved, g.node("Floor", [moved])]);
  const kept = g.node("Mul", [
    g.node("Cast", [g.node("GreaterOrEqual", [drawn, g.f32(rate)])], { to: 1 }),
    g.f32(1 / (1 - rate)),
  ]);
  return derive(on, g.node("Mul", [x.name, kept]), x.shape, [x], (d) => on.give(x, () => g.node("Mul", [d, kept])));
}
