import type { RunTensors } from "../../train/graph-runner.ts";
import type { BackwardOrder } from "./shape.ts";
import { endToken, startToken } from "./tokens.ts";

const padding = -1e9;

/**
 * The encoder's inputs for rows of source tokens, end marks included, padded to `length`. Throws RangeError where a row is empty or longer.
 */
export function sourceFeeds(
  rows: readonly (readonly number[])[],
  length: number,
  backward: BackwardOrder = "reversed",
): RunTensors {
  const count = rows.length;
  const tokens = new Int32Array(2 * length * count).fill(endToken);
  const places = new Int32Array(length * count * 2);
  const ends = new Int32Array(count * 2);
  const mask = new Float32Array(count * length).fill(padding);
  for (const [row, source] of rows.entries()) {
    if (source.length < 1 || source.length > length)
      throw new RangeError(`expected a source of 1 to ${length} tokens but found ${source.length}`);
    const place = (direction: number, step: number): number => (direction * length + step) * count + row;
    for (let step = 0; step < length; step++) {
      const inside = step < source.length;
      const mirrored = mirror(step, source.length, backward);
      if (inside) {
        tokens[place(0, step)] = source[step] ?? 0;
        tokens[place(1, step)] = source[mirrored] ?? 0;
        mask[row * length + step] = 0;
      }
      places[2 * (step * count + row)] = place(0, step);
      places[2 * (step * count + row) + 1] = place(1, mirrored);
    }
    for (const direction of [0, 1]) ends[2 * row + direction] = place(direction, source.length - 1);
  }
  return {
    "source.tokens": { type: "int32", dims: [2, length, count], data: tokens },
    "source.places": { type: "int32", dims: [length, count, 2], data: places },
    "source.ends": { type: "int32", dims: [count, 2], data: ends },
    "source.mask": { type: "float32", dims: [count, length], data: mask },
  };
}

/** Which token the second direction reads at a step, and at which step it reads that token. */
function mirror(step: number, length: number, backward: BackwardOrder): number {
  const turned = backward === "endLast" ? length - 1 : length;
  return step < turned ? turned - 1 - step : step;
}

/**
 * The decoder's inputs in training for rows of targets, end marks included, padded to `length`, position before row: what to predict, each row's weight in
 * the mean and, if `forced`, what to feed. Throws RangeError where a target is empty or longer.
 */
export function targetFeeds(targets: readonly (readonly number[])[], length: number, forced: boolean): RunTensors {
  const rows = targets.length;
  const tokens = new Int32Array(length * rows).fill(endToken);
  const weights = new Float32Array(length * rows);
  for (const [row, target] of targets.entries()) {
    if (target.length < 1 || target.length > length)
      throw new RangeError(`expected a target of 1 to ${length} tokens but found ${target.length}`);
    for (const [at, token] of target.entries()) {
      tokens[at * rows + row] = token;
      weights[at * rows + row] = 1 / rows;
    }
  }
  return {
    "target.tokens": { type: "int32", dims: [length * rows], data: tokens },
    "target.weights": { type: "float32", dims: [length, rows], data: weights },
    ...(forced && beforeFeeds(targets, length)),
  };
}

/** What a decoder that is fed its targets gets at each position: the token before, the start mark first. For targets as `targetFeeds` takes them. */
export function beforeFeeds(targets: readonly (readonly number[])[], length: number): RunTensors {
  const rows = targets.length;
  const before = new Int32Array(length * rows).fill(endToken);
  for (const [row, target] of targets.entries())
    for (const at of target.keys()) before[at * rows + row] = target[at - 1] ?? startToken;
  return { "target.before": { type: "int32", dims: [length * rows], data: before } };
}
