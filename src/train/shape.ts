import { elementCount } from "../onnx/tensor.ts";
import { derive, type Tape, type Value } from "./tape.ts";

/** The same elements in row-major order under another shape. Throws RangeError where the counts differ. */
export function reshape(on: Tape, x: Value, shape: readonly number[]): Value {
  if (elementCount(shape) !== elementCount(x.shape)) {
    throw new RangeError(`cannot view shape [${x.shape.join(", ")}] as [${shape.join(", ")}]`);
  }
  const to = (name: string, sizes: readonly number[]): string => on.graph.node("Reshape", [name, on.graph.i64(sizes)]);
  return derive(on, to(x.name, shape), shape, [x], (d) => on.give(x, () => to(d, x.shape)));
}

/** Axes reordered: axis i of the result is axis order[i] of x. */
export function transpose(on: Tape, x: Value, order: readonly number[]): Value {
  const shape = order.map((axis) => x.shape[axis] ?? 0);
  const inverse = [...order.keys()].map((axis) => order.indexOf(axis));
  return derive(on, on.graph.node("Transpose", [x.name], { perm: order }), shape, [x], (d) =>
    on.give(x, () => on.graph.node("Transpose", [d], { perm: inverse })),
  );
}

/** x cut along `axis` into pieces of the given sizes. Throws RangeError where they do not add up. */
export function split(on: Tape, x: Value, sizes: readonly number[], axis: number): readonly Value[] {
  const { graph: g } = on;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total !== x.shape[axis])
    throw new RangeError(`split: expected sizes that add up to ${x.shape[axis]} but found ${total}`);
  const shapes = sizes.map((size) => x.shape.with(axis, size));
  const names = g.nodes(
    "Split",
    [x.name, g.i64(sizes)],
    sizes.map(() => g.fresh()),
    { axis },
  );
  const zeros = (shape: readonly number[]): string =>
    g.initializer(g.fresh("zeros"), "float32", shape, new Float32Array(elementCount(shape)));
  return on.record(names, shapes, [x], (gradients) =>
    on.give(x, () =>
      g.node(
        "Concat",
        gradients.map((d, i) => d ?? zeros(shapes[i] ?? [])),
        { axis },
      ),
    ),
  );
}

/** Pieces joined along `axis`; their other sizes must be equal. */
export function concat(on: Tape, pieces: readonly Value[], axis: number): Value {
  const { graph: g } = on;
  const sizes = pieces.map(({ shape }) => shape[axis] ?? 0);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shape = (pieces[0]?.shape ?? []).with(axis, total);
  const name = g.node(
    "Concat",
    pieces.map((piece) => piece.name),
    { axis },
  );
  return derive(on, name, shape, pieces, (d) => {
    const parts = g.nodes(
      "Split",
      [d, g.i64(sizes)],
      sizes.map(() => g.fresh()),
      { axis },
    );
    for (const [i, piece] of pieces.entries()) on.give(piece, () => parts[i] ?? "");
  });
}
