import { add, scale } from "../../train/elementwise.ts";
import { linear, matmul } from "../../train/linear.ts";
import { softmax } from "../../train/normalize.ts";
import { mean } from "../../train/reduce.ts";
import { concat, reshape, split, transpose } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";

/**
 * CLIP's attention pooling of a feature map x (n, width, h, w): the mean over all places looks at itself and at every place, each with a learned position,
 * and what it sees is projected. Result (n, features). Source: Radford et al. 2021, arXiv:2103.00020.
 */
export function attentionPool(
  on: Tape,
  x: Value,
  name: string,
  { heads, features }: { readonly heads: number; readonly features: number },
): Value {
  const [n = 0, width = 0, h = 0, w = 0] = x.shape;
  const size = width / heads;
  const places = transpose(on, reshape(on, x, [n, width, h * w]), [0, 2, 1]);
  const all = concat(on, [mean(on, places, [1], true), places], 1);
  const placed = add(on, all, on.parameter(`${name}.positions`, [1 + h * w, width]));
  const count = 1 + h * w;
  const dense = (part: string, input: Value, to = width): Value =>
    linear(on, input, on.parameter(`${name}.${part}.weight`, [width, to]), on.parameter(`${name}.${part}.bias`, [to]));
  const [first] = split(on, placed, [1, h * w], 1) as [Value, Value];
  const asker = reshape(on, first, [n, width]);
  const q = reshape(on, scale(on, dense("query", asker), 1 / Math.sqrt(size)), [n, heads, 1, size]);
  const rows = reshape(on, placed, [n * count, width]);
  const byHead = (value: Value, order: readonly number[]): Value =>
    transpose(on, reshape(on, value, [n, count, heads, size]), order);
  const weights = softmax(on, matmul(on, q, byHead(dense("key", rows), [0, 2, 3, 1])));
  const seen = matmul(on, weights, byHead(dense("value", rows), [0, 2, 1, 3]));
  return dense("out", reshape(on, seen, [n, width]), features);
}
