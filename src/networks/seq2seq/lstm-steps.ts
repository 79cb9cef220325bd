import { add } from "../../train/elementwise.ts";
import type { Tape, Value } from "../../train/tape.ts";
import type { CellState, CellSteps } from "./cell-state.ts";

/** What the backward pass of one step needs from the forward pass: names in the graph. */
interface Kept {
  /** σ of the input, forget and output gates, (…, 3·units). */
  readonly open: string;
  /** tanh of the new gate, tanh of the new memory, and the memory before, (…, units) each. */
  readonly fresh: string;
  readonly shown: string;
  readonly before: string;
}

/** ∂memory/∂output's gradient, the gates' share of both, and the forget gate: what a step's gradients are multiplied by. */
interface Slopes {
  readonly shown: string;
  readonly gates: string;
  readonly forget: string;
}

/**
 * An LSTM's steps over one sequence. Gates: input, forget, output, new (PyTorch stores the last two the other way round); c′ = f·c + i·g, h′ = o·tanh c′.
 * What gradients are multiplied by depends on the forward pass alone, so it is computed for all steps at once: 5 backward nodes a step instead of 18.
 */
export function lstmSteps(on: Tape): CellSteps {
  const { graph: g } = on;
  const kept: Kept[] = [];
  let slopes: readonly Slopes[] | undefined;
  return (gates, { hidden: { shape }, memory }) => {
    if (memory === undefined) throw new Error("an LSTM's state has no memory");
    const last = shape.length - 1;
    const units = shape[last] ?? 0;
    const z = add(on, gates.input, gates.hidden);
    const [openGates, newGate] = g.nodes("Split", [z.name, g.i64([3 * units, units])], [g.fresh(), g.fresh()], {
      axis: last,
    });
    const open = g.node("Sigmoid", [openGates]);
    const thirds = [g.fresh(), g.fresh(), g.fresh()] as const;
    const [i, f, o] = g.nodes("Split", [open, g.i64([units, units, units])], thirds, { axis: last });
    const fresh = g.node("Tanh", [newGate]);
    const next = g.node("Add", [g.node("Mul", [f, memory.name]), g.node("Mul", [i, fresh])]);
    const shown = g.node("Tanh", [next]);
    const at = kept.push({ open, fresh, shown, before: memory.name }) - 1;
    const outputs = [g.node("Mul", [o, shown]), next];
    const [hidden, after] = on.record(outputs, [shape, shape], [z, memory], ([dHidden, dNext]) => {
      slopes ??= allSlopes(on, kept, shape);
      const own = slopes[at] as Slopes;
      const dh = dHidden ?? zeros(on, shape);
      const through = g.node("Mul", [dh, own.shown]);
      const dMemory = dNext === undefined ? through : g.node("Add", [through, dNext]);
      on.give(z, () => {
        const spread = g.node("Concat", [dMemory, dMemory, dh, dMemory], { axis: last });
        return g.node("Mul", [spread, own.gates]);
      });
      on.give(memory, () => g.node("Mul", [dMemory, own.forget]));
    });
    return { hidden, memory: after } as CellState & { readonly memory: Value };
  };
}

const zeros = (on: Tape, shape: readonly number[]): string =>
  on.constant(shape, new Float32Array(shape.reduce((product, size) => product * size, 1))).name;

function allSlopes(on: Tape, kept: readonly Kept[], shape: readonly number[]): readonly Slopes[] {
  const { graph: g } = on;
  const last = shape.length - 1;
  const axis = last - 1; // of rows, along which the steps are stacked
  const units = shape[last] ?? 0;
  const stack = (part: keyof Kept): string =>
    g.node(
      "Concat",
      kept.map((each) => each[part]),
      { axis },
    );
  const lessThanOne = (x: string): string => g.node("Sub", [g.f32(1), x]);
  const [open, fresh, shown, before] = [stack("open"), stack("fresh"), stack("shown"), stack("before")];
  const thirds = [g.fresh(), g.fresh(), g.fresh()] as const;
  const [i, f, o] = g.nodes("Split", [open, g.i64([units, units, units])], thirds, { axis: last });
  const factors = g.node("Concat", [fresh, before, shown], { axis: last });
  const bySigmoid = g.node("Mul", [g.node("Mul", [open, lessThanOne(open)]), factors]);
  const byTanh = g.node("Mul", [i, lessThanOne(g.node("Mul", [fresh, fresh]))]);
  const throughShown = g.node("Mul", [o, lessThanOne(g.node("Mul", [shown, shown]))]);
  const unstack = (name: string): readonly string[] =>
    g.nodes(
      "Split",
      [name, g.i64(kept.map(() => shape[axis] ?? 1))],
      kept.map(() => g.fresh()),
      { axis },
    );
  const gates = unstack(g.node("Concat", [bySigmoid, byTanh], { axis: last }));
  const [shownBySteps, forgetBySteps] = [unstack(throughShown), unstack(f)];
  return kept.map((_, step) => ({
    shown: shownBySteps[step] as string,
    gates: gates[step] as string,
    forget: forgetBySteps[step] as string,
  }));
}
