import { add, multiply, sigmoid, subtract, tanh } from "../../train/elementwise.ts";
import { split } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";
import type { CellName } from "./cell-name.ts";
import type { CellSteps } from "./cell-state.ts";
import { lstmSteps } from "./lstm-steps.ts";

/** How many vectors of pre-activations a cell has, in the order named at its step. */
export const gateCount: Readonly<Record<CellName, number>> = { rnn: 1, gru: 3, lstm: 4 };

/** Begins a sequence. */
export const cellSteps: Readonly<Record<CellName, (on: Tape) => CellSteps>> = {
  lstm: lstmSteps,

  rnn:
    (on) =>
    ({ input, hidden }) => ({ hidden: tanh(on, add(on, input, hidden)) }),

  /** Gates: reset, update, new. The reset gate multiplies U·h + c, bias included. h′ = n + z·(h − n). */
  gru:
    (on) =>
    ({ input, hidden }, { hidden: h }) => {
      const units = h.shape.at(-1) ?? 0;
      const last = h.shape.length - 1;
      const [fromInput, newInput] = split(on, input, [2 * units, units], last) as [Value, Value];
      const [fromHidden, newHidden] = split(on, hidden, [2 * units, units], last) as [Value, Value];
      const [r, z] = split(on, sigmoid(on, add(on, fromInput, fromHidden)), [units, units], last) as [Value, Value];
      const n = tanh(on, add(on, newInput, multiply(on, r, newHidden)));
      return { hidden: add(on, n, multiply(on, z, subtract(on, h, n))) };
    },
};
