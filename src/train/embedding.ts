import { elementCount } from "../onnx/tensor.ts";
import { derive, type Tape, type Value } from "./tape.ts";

/** Rows of `table` (n, k) picked by whole numbers `ids` (int32, any shape, 0 ≤ id < n); result (…ids, k). */
export function embedding(on: Tape, table: Value, ids: Value): Value {
  const { graph: g } = on;
  const width = table.shape[1] ?? 0;
  return derive(on, g.node("Gather", [table.name, ids.name]), [...ids.shape, width], [table], (d) =>
    giveRows(on, table, ids, g.node("Reshape", [d, g.i64([elementCount(ids.shape), width])])),
  );
}

/**
 * Adds row i of `rows` (a value of shape (ids, k)) to the gradient of row ids[i] of `table`. Written with ScatterElements, which adds in a fixed
 * order; ONNX Runtime's ScatterND adds rows of equal id in parallel and loses some (seen in 1.30).
 */
export function giveRows(on: Tape, table: Value, ids: Value, rows: string): void {
  const { graph: g } = on;
  const shape = [elementCount(ids.shape), table.shape[1] ?? 0];
  const index = (): string =>
    g.node("Expand", [g.node("Reshape", [ids.name, g.i64([elementCount(ids.shape), 1])]), g.i64(shape)]);
  const zeros = (): string =>
    g.initializer(g.fresh("zeros"), "float32", table.shape, new Float32Array(elementCount(table.shape)));
  on.give(
    table,
    (sofar) => g.node("ScatterElements", [sofar ?? zeros(), index(), rows], { axis: 0, reduction: "add" }),
    "replace",
  );
}
