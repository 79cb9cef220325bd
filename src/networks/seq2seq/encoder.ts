import { embedding } from "../../train/embedding.ts";
import { repeatedLinear } from "../../train/repeated.ts";
import { concat, reshape, split } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";
import { cellSteps } from "./cell.ts";
import type { CellState } from "./cell-state.ts";
import type { CellName } from "./cell-name.ts";
import type { Seq2seqWeights } from "./weights.ts";

/** What the encoder reads: rows of one batch, padded to one length. `sourceFeeds` makes the tensors. */
export interface Source {
  /** int32 (2, length, rows): tokens as they stand, and from the last to the first; padding after them. */
  readonly tokens: Value;
  /** int32 (length, rows, 2): where the states of a position lie among those of both directions, (direction·length + step)·rows + row. */
  readonly places: Value;
  /** int32 (rows, 2): where the last states lie. */
  readonly ends: Value;
  /** (rows, length): 0 at tokens, −10⁹ at padding. */
  readonly mask: Value;
}

/** The source as the decoder sees it. */
export interface Encoded {
  /** (length, rows, 2·units): the states of both directions at each position. */
  readonly positions: Value;
  readonly mask: Value;
  /** The decoder's first state, (rows, 2·units): the last states of both directions. */
  readonly state: CellState;
}

/** Declares the source as inputs of a graph. */
export function sourceInputs(on: Tape, length: number, rows: number): Source {
  return {
    tokens: on.input("source.tokens", [2, length, rows], "int32"),
    places: on.input("source.places", [length, rows, 2], "int32"),
    ends: on.input("source.ends", [rows, 2], "int32"),
    mask: on.input("source.mask", [rows, length]),
  };
}

/** A bidirectional layer, both directions in one product a step. */
export function encode(on: Tape, cell: CellName, weights: Seq2seqWeights["encoder"], source: Source): Encoded {
  const [, length = 0, rows = 0] = source.tokens.shape;
  const units = weights.embedding.shape[1] ?? 0;
  const embedded = reshape(on, embedding(on, weights.embedding, source.tokens), [2, length * rows, units]);
  const gates = repeatedLinear(on, [weights.input.weight], weights.input.bias)(embedded);
  const fromInput = split(on, gates, Array<number>(length).fill(rows), 1);
  const fromHidden = repeatedLinear(on, [weights.hidden.weight], weights.hidden.bias);
  const zeros = on.constant([2, rows, units], new Float32Array(2 * rows * units));
  let state: CellState = cell === "lstm" ? { hidden: zeros, memory: zeros } : { hidden: zeros };
  const step = cellSteps[cell](on);
  const states: CellState[] = [];
  for (const input of fromInput) {
    state = step({ input, hidden: fromHidden(state.hidden) }, state);
    states.push(state);
  }
  // (2·length·rows, units), direction before step before row
  const table = (part: readonly Value[]): Value => reshape(on, concat(on, part, 1), [2 * length * rows, units]);
  const hidden = table(states.map((each) => each.hidden));
  const memories = states.flatMap(({ memory }) => memory ?? []);
  const last = (from: Value): Value => reshape(on, embedding(on, from, source.ends), [rows, 2 * units]);
  return {
    positions: reshape(on, embedding(on, hidden, source.places), [length, rows, 2 * units]),
    mask: source.mask,
    state: { hidden: last(hidden), ...(memories.length > 0 && { memory: last(table(memories)) }) },
  };
}
