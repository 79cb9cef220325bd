import { add, gelu, scale } from "../src/train/elementwise.ts";
import { embedding } from "../src/train/embedding.ts";
import { linear, matmul } from "../src/train/linear.ts";
import { tableCrossEntropy } from "../src/train/loss.ts";
import { dropout } from "../src/train/mask.ts";
import { layerNorm, softmax } from "../src/train/normalize.ts";
import { reshape, split, transpose } from "../src/train/shape.ts";
import type { Tape, Value } from "../src/train/tape.ts";
import { trainingGraph, type TrainingGraph } from "../src/train/training-graph.ts";

/** The size of a GPT-2-architecture model. */
export interface GptShape {
  readonly layers: number;
  readonly heads: number;
  readonly width: number;
  readonly vocabulary: number;
  readonly positions: number;
}

/** The rows of one step and the share of activations dropped. */
export interface StepShape {
  readonly rows: number;
  readonly length: number;
  readonly dropout: number;
}

/** How many places of dropout a step has: after the embedding and after the two halves of each layer. */
export const dropoutSites = ({ layers }: GptShape): number => 1 + 2 * layers;

/**
 * The training step of a GPT-2-architecture model on rows × length tokens. Inputs: ids, targets int32 and weights float32 (rows·length); with
 * dropout, noise (rows·length, width) and seeds (sites, 2), see `dropout`. Parameters are named as in GPT-2 checkpoints. Loss: Σ weight · −log p.
 */
export function gptTrainingGraph(shape: GptShape, step: StepShape): TrainingGraph {
  const count = step.rows * step.length;
  return trainingGraph((on) => {
    const ids = on.input("ids", [count], "int32");
    const targets = on.input("targets", [count], "int32");
    const weights = on.input("weights", [count]);
    const drop = dropper(on, shape, step, count);
    const table = on.parameter("wte.weight", [shape.vocabulary, shape.width]);
    const places = embedding(on, on.parameter("wpe.weight", [shape.positions, shape.width]), positions(on, step));
    let x = drop(add(on, embedding(on, table, ids), places));
    for (let layer = 0; layer < shape.layers; layer++) {
      const name = `h.${layer}`;
      x = add(on, x, drop(attention(on, norm(on, x, `${name}.ln_1`), name, shape, step)));
      const inner = gelu(on, dense(on, norm(on, x, `${name}.ln_2`), `${name}.mlp.c_fc`, 4 * shape.width));
      x = add(on, x, drop(dense(on, inner, `${name}.mlp.c_proj`, shape.width)));
    }
    return tableCrossEntropy(on, norm(on, x, "ln_f"), table, targets, weights);
  });
}

function dropper(on: Tape, shape: GptShape, step: StepShape, count: number): (x: Value) => Value {
  if (step.dropout === 0) return (x) => x;
  const sites = dropoutSites(shape);
  const noise = on.input("noise", [count, shape.width]);
  const seeds = split(
    on,
    on.input("seeds", [2 * sites]),
    Array.from({ length: sites }, () => 2),
    0,
  );
  let site = 0;
  return (x) => dropout(on, x, step.dropout, noise, seeds[site++]!);
}

function positions(on: Tape, { rows, length }: StepShape): Value {
  const data = Int32Array.from({ length: rows * length }, (_, i) => i % length);
  return {
    name: on.graph.initializer("positions", "int32", [data.length], data),
    shape: [data.length],
    tracked: false,
  };
}

function norm(on: Tape, x: Value, name: string): Value {
  const width = x.shape.at(-1) ?? 0;
  return layerNorm(on, x, on.parameter(`${name}.weight`, [width]), on.parameter(`${name}.bias`, [width]));
}

function dense(on: Tape, x: Value, name: string, width: number): Value {
  return linear(
    on,
    x,
    on.parameter(`${name}.weight`, [x.shape.at(-1) ?? 0, width]),
    on.parameter(`${name}.bias`, [width]),
  );
}

function attention(on: Tape, x: Value, name: string, { width, heads }: GptShape, { rows, length }: StepShape): Value {
  const size = width / heads;
  const all = reshape(on, dense(on, x, `${name}.attn.c_attn`, 3 * width), [rows, length, 3, heads, size]);
  const parts = split(on, transpose(on, all, [2, 0, 3, 1, 4]), [1, 1, 1], 0); // each (1, rows, heads, length, size)
  const [q, k, v] = parts.map((part) => reshape(on, part, [rows, heads, length, size]));
  const raw = matmul(on, scale(on, q!, 1 / Math.sqrt(size)), transpose(on, k!, [0, 1, 3, 2]));
  const weights = softmax(on, add(on, raw, causalMask(on, length)));
  const mixed = transpose(on, matmul(on, weights, v!), [0, 2, 1, 3]);
  return dense(on, reshape(on, mixed, [rows * length, width]), `${name}.attn.c_proj`, width);
}

function causalMask(on: Tape, length: number): Value {
  const mask = Float32Array.from({ length: length * length }, (_, i) =>
    i % length > Math.floor(i / length) ? -1e9 : 0,
  );
  return on.constant([1, 1, length, length], mask);
}
