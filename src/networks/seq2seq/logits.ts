import { multiply } from "../../train/elementwise.ts";
import { embedding } from "../../train/embedding.ts";
import { linear } from "../../train/linear.ts";
import { repeatedLinear } from "../../train/repeated.ts";
import { concat, split } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";
import type { CellState } from "./cell-state.ts";
import { decoderStep } from "./decoder.ts";
import { type Encoded, encode, sourceInputs } from "./encoder.ts";
import type { Seq2seqShape } from "./shape.ts";
import { startToken, endToken } from "./tokens.ts";
import type { Seq2seqWeights } from "./weights.ts";

/** Fixed sizes of a training step's graph. */
export interface StepSizes {
  /** Examples of a step; 1 is the published recipe. */
  readonly rows: number;
  /** The longest source, its end mark included; shorter ones are padded. */
  readonly source: number;
  /** The longest target, its end mark included; shorter ones are padded. */
  readonly target: number;
  /** Whether the decoder is fed the target's tokens, or its own most probable ones. */
  readonly forced: boolean;
}

/** Declares a step's inputs but the targets; returns the logits of each position and row, (positions·rows, actions), position before row. */
export function stepLogits(
  on: Tape,
  shape: Seq2seqShape,
  weights: Seq2seqWeights,
  { rows, source, target, forced }: StepSizes,
): Value {
  const encoded = encode(on, shape.cell, weights.encoder, sourceInputs(on, source, rows));
  const kept = on.input("target.kept", [target * rows, 2 * shape.units]);
  const decode = forced ? forcedLogits : freeLogits;
  return decode(on, shape, weights.decoder, encoded, { kept, rows });
}

/** The decoder's training inputs, position before row. */
interface Targets {
  /** (positions·rows, 2·units): what the embedded tokens are multiplied by, 0 where dropped. */
  readonly kept: Value;
  readonly rows: number;
}

/** Logits (positions·rows, actions) where each position is fed the target's token before it. */
function forcedLogits(
  on: Tape,
  shape: Seq2seqShape,
  weights: Seq2seqWeights["decoder"],
  encoded: Encoded,
  { kept, rows }: Targets,
): Value {
  const before = embedding(on, weights.embedding, on.input("target.before", [kept.shape[0] ?? 0], "int32"));
  const step = decoderStep(on, shape, weights, encoded);
  let { state } = encoded;
  const hidden = byPosition(on, multiply(on, before, kept), rows).map((token) => {
    state = step(token, state);
    return state.hidden;
  });
  return linear(on, concat(on, hidden, 0), weights.output.weight, weights.output.bias);
}

/** Logits (positions·rows, actions) where each position is fed the most probable token of the one before it. No gradient flows through that choice. */
function freeLogits(
  on: Tape,
  shape: Seq2seqShape,
  weights: Seq2seqWeights["decoder"],
  encoded: Encoded,
  { kept, rows }: Targets,
): Value {
  const embed = repeatedLinear(on, [weights.embedding]);
  const readout = repeatedLinear(on, [weights.output.weight], weights.output.bias);
  const step = decoderStep(on, shape, weights, encoded);
  let state: CellState = encoded.state;
  let token = on.constant(
    [rows, shape.actions],
    Float32Array.from({ length: rows * shape.actions }, (_, i) => (i % shape.actions === startToken ? 1 : 0)),
  );
  const logits = byPosition(on, kept, rows).map((keep) => {
    state = step(multiply(on, embed(token), keep), state);
    const row = readout(state.hidden);
    token = mostProbable(on, row);
    return row;
  });
  return concat(on, logits, 0);
}

/** (positions·rows, n) cut into (rows, n) for each position. */
const byPosition = (on: Tape, x: Value, rows: number): readonly Value[] =>
  split(on, x, Array<number>((x.shape[0] ?? 0) / rows).fill(rows), 0);

/** The most probable token of each row of logits (rows, n), as one 1 among zeros. */
function mostProbable(on: Tape, logits: Value): Value {
  const { graph: g } = on;
  const best = g.node("ArgMax", [logits.name], { axis: 1, keepdims: 0 });
  const sides = g.initializer(g.fresh("sides"), "float32", [2], Float32Array.of(0, 1));
  const name = g.node("OneHot", [best, g.i64([logits.shape[1] ?? 0]), sides], { axis: -1 });
  return { name, shape: logits.shape, tracked: false };
}

/** The weights (positions, rows), flattened, with 0 after a row's first position whose greatest score, of (positions·rows, actions), is the end mark's. */
export function untilEnd(on: Tape, scores: Value, weights: Value): Value {
  const { graph: g } = on;
  const [positions = 0, rows = 0] = weights.shape;
  const best = g.node("ArgMax", [scores.name], { axis: 1, keepdims: 0 });
  const ends = g.node("Cast", [g.node("Equal", [best, g.i64([endToken])])], { to: 1 });
  const inTime = g.node("Reshape", [ends, g.i64([positions, rows])]);
  const endsBefore = g.node("CumSum", [inTime, g.i64([0], [])], { exclusive: 1 });
  const open = g.node("Cast", [g.node("Less", [endsBefore, g.f32(0.5)])], { to: 1 });
  const flat = g.node("Reshape", [g.node("Mul", [weights.name, open]), g.i64([positions * rows])]);
  return { name: flat, shape: [positions * rows], tracked: false };
}
