import type { Value } from "../../train/tape.ts";

/** What a cell carries from step to step: its output, and the LSTM's memory. Shapes (…, rows, units). */
export interface CellState {
  readonly hidden: Value;
  readonly memory?: Value;
}

/** Pre-activations of one step, shape (…, rows, gates·units): W·x + b from the input and U·h + c from the hidden state. */
export interface Gates {
  readonly input: Value;
  readonly hidden: Value;
}

/** The next state of a cell, at each step of one sequence. */
export type CellSteps = (gates: Gates, state: CellState) => CellState;
