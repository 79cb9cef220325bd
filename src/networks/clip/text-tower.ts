import { add, multiply, scale, sigmoid } from "../../train/elementwise.ts";
import { embedding } from "../../train/embedding.ts";
import { linear, matmul } from "../../train/linear.ts";
import { layerNorm, softmax } from "../../train/normalize.ts";
import { reshape, split, transpose } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";
import type { TextShape } from "./clip-shape.ts";

/** The texts of one step. */
export interface TextRows {
  readonly rows: number;
  /** Tokens of a row, padding included; at most the tower's `positions`. */
  readonly length: number;
}

/**
 * CLIP's text tower: a causal transformer with the norm before each half layer, read off at the end-of-text token and projected. Result (rows, features).
 * Inputs: "ids" int32 (rows·length); "ends" float32 (rows, 1, length), 1 at the first end-of-text token of a row and 0 elsewhere. What follows that
 * token does not matter. Source: Radford et al. 2021, arXiv:2103.00020.
 */
export function textTower(on: Tape, shape: TextShape, { rows, length }: TextRows): Value {
  const { width, layers } = shape;
  const ids = on.input("ids", [rows * length], "int32");
  const places = embedding(on, on.parameter("text.positions", [shape.positions, width]), positions(on, rows, length));
  let x = add(on, embedding(on, on.parameter("text.tokens", [shape.vocabulary, width]), ids), places);
  for (let layer = 0; layer < layers; layer++) {
    const name = `text.${layer}`;
    x = add(on, x, attention(on, norm(on, x, `${name}.before-attention`), name, shape, { rows, length }));
    const inner = quickGelu(on, dense(on, norm(on, x, `${name}.before-mlp`), `${name}.mlp.in`, 4 * width));
    x = add(on, x, dense(on, inner, `${name}.mlp.out`, width));
  }
  const states = reshape(on, norm(on, x, "text.final"), [rows, length, width]);
  const pooled = reshape(on, matmul(on, on.input("ends", [rows, 1, length]), states), [rows, width]);
  return linear(on, pooled, on.parameter("text.projection", [width, shape.features]));
}

function positions(on: Tape, rows: number, length: number): Value {
  const data = Int32Array.from({ length: rows * length }, (_, i) => i % length);
  return {
    name: on.graph.initializer("positions", "int32", [data.length], data),
    shape: [data.length],
    tracked: false,
  };
}

/** CLIP's GELU: x · sigmoid(1.702·x). */
const quickGelu = (on: Tape, x: Value): Value => multiply(on, x, sigmoid(on, scale(on, x, 1.702)));

function norm(on: Tape, x: Value, name: string): Value {
  const width = x.shape.at(-1) ?? 0;
  return layerNorm(on, x, on.parameter(`${name}.gain`, [width]), on.parameter(`${name}.bias`, [width]));
}

function dense(on: Tape, x: Value, name: string, width: number): Value {
  const weight = on.parameter(`${name}.weight`, [x.shape.at(-1) ?? 0, width]);
  return linear(on, x, weight, on.parameter(`${name}.bias`, [width]));
}

function attention(on: Tape, x: Value, name: string, { width, heads }: TextShape, { rows, length }: TextRows): Value {
  const size = width / heads;
  const all = reshape(on, dense(on, x, `${name}.attention.in`, 3 * width), [rows, length, 3, heads, size]);
  const parts = split(on, transpose(on, all, [2, 0, 3, 1, 4]), [1, 1, 1], 0);
  const [q, k, v] = parts.map((part) => reshape(on, part, [rows, heads, length, size])) as [Value, Value, Value];
  const raw = matmul(on, scale(on, q, 1 / Math.sqrt(size)), transpose(on, k, [0, 1, 3, 2]));
  const weights = softmax(on, add(on, raw, causalMask(on, length)));
  const mixed = transpose(on, matmul(on, weights, v), [0, 2, 1, 3]);
  return dense(on, reshape(on, mixed, [rows * length, width]), `${name}.attention.out`, width);
}

/** 0 where a token may look, far below any score where it may not, shape (1, 1, length, length). */
function causalMask(on: Tape, length: number): Value {
  const mask = Float32Array.from({ length: length * length }, (_, i) =>
    i % length > Math.floor(i / length) ? -1e9 : 0,
  );
  return on.constant([1, 1, length, length], mask);
}
