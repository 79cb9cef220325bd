import { add } from "../../train/elementwise.ts";
import { matmul } from "../../train/linear.ts";
import { softmax } from "../../train/normalize.ts";
import { repeatedLinear, repeatedScores } from "../../train/repeated.ts";
import { reshape, transpose } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";
import type { Encoded } from "./encoder.ts";

/** From a query (rows, n) to the mean of the positions (rows, n), weighted by the softmax of their dot products with it. */
export function attention(on: Tape, { positions, mask }: Pick<Encoded, "positions" | "mask">): (query: Value) => Value {
  const [length = 0, rows = 0, width = 0] = positions.shape;
  if (rows === 1) {
    const table = reshape(on, positions, [length, width]);
    const scores = repeatedScores(on, table, mask);
    const blend = repeatedLinear(on, [table]);
    return (query) => blend(softmax(on, scores(query)));
  }
  const values = transpose(on, positions, [1, 0, 2]); // (rows, length, n)
  const keys = transpose(on, positions, [1, 2, 0]); // (rows, n, length)
  const masks = reshape(on, mask, [rows, 1, length]);
  return (query) => {
    const scores = matmul(on, reshape(on, query, [rows, 1, width]), keys);
    return reshape(on, matmul(on, softmax(on, add(on, scores, masks)), values), [rows, width]);
  };
}
