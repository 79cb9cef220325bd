import { derive, type Tape, type Value } from "./tape.ts";

/** One use of shared factors: the values multiplied by them, and the gradient (a name in the graph) that arrived at the result. */
interface Use {
  readonly inputs: readonly Value[];
  readonly gradient: string;
}

/**
 * x₁·W₁ + … + xₖ·Wₖ + bias for weights that one graph uses many times, as a recurrent cell does. The gradient of a weight is then one product over all
 * uses stacked, not one product and one sum of its size for each use. Weights (n, m) take inputs (rows, n), with a bias (m); weights (s, n, m)
 * take inputs (s, rows, n), with a bias (s, 1, m).
 */
export function repeatedLinear(
  on: Tape,
  weights: readonly Value[],
  bias?: Value,
): (...inputs: readonly Value[]) => Value {
  const { graph: g } = on;
  const flat = weights[0]?.shape.length === 2;
  const share = collectUses(on, bias === undefined ? weights : [...weights, bias], (uses) => {
    const axis = flat ? 0 : 1;
    const gradients = stack(
      on,
      uses.map(({ gradient }) => gradient),
      axis,
    );
    for (const [k, weight] of weights.entries()) {
      const inputs = stack(
        on,
        uses.map((use) => use.inputs[k]?.name ?? ""),
        axis,
      );
      on.give(weight, () => turnedProduct(on, inputs, gradients, flat));
    }
    if (bias !== undefined)
      on.give(bias, () => g.node("ReduceSum", [gradients, g.i64([axis])], { keepdims: flat ? 0 : 1 }));
  });
  return (...inputs) => {
    const shape = [...(inputs[0]?.shape.slice(0, -1) ?? []), weights[0]?.shape.at(-1) ?? 0];
    const name = weights.reduce<string | undefined>(
      (sum, weight, k) => addProduct(on, inputs[k]?.name ?? "", weight.name, sum, flat),
      bias?.name,
    );
    return derive(on, name ?? "", shape, [...inputs, share.anchor], (d) => {
      for (const [k, weight] of weights.entries()) {
        const input = inputs[k] as Value;
        on.give(input, () => productWithTurned(on, d, weight.name, flat));
      }
      share.use({ inputs, gradient: d });
    });
  };
}

/** x·tableᵀ + offset for a table (n, k) that one graph scores many rows x (rows, k) against, one after another; offset (1, n) has no gradient. */
export function repeatedScores(on: Tape, table: Value, offset: Value): (x: Value) => Value {
  const { graph: g } = on;
  const share = collectUses(on, [table], (uses) => {
    const gradients = stack(
      on,
      uses.map(({ gradient }) => gradient),
      0,
    );
    const inputs = stack(
      on,
      uses.map((use) => use.inputs[0]?.name ?? ""),
      0,
    );
    on.give(table, () => turnedProduct(on, gradients, inputs, true));
  });
  return (x) => {
    const name = g.node("Gemm", [x.name, table.name, offset.name], { transB: 1 });
    return derive(on, name, [x.shape[0] ?? 0, table.shape[0] ?? 0], [x, share.anchor], (d) => {
      on.give(x, () => g.node("Gemm", [d, table.name]));
      share.use({ inputs: [x], gradient: d });
    });
  };
}

/** An operation recorded before all uses of `factors`, so that its backward nodes come after all of theirs: `settle` gets the uses in the order in which they were made. */
function collectUses(on: Tape, factors: readonly Value[], settle: (uses: readonly Use[]) => void) {
  const uses: Use[] = [];
  // The anchor stands for the factors on the tape only; no node of the graph bears its name.
  const [anchor] = on.record([on.graph.fresh("anchor")], [[]], factors, () => settle(uses.toReversed()));
  return {
    anchor: anchor as Value,
    use(use: Use): void {
      on.give(
        anchor as Value,
        () => {
          uses.push(use);
          return use.gradient;
        },
        "replace",
      );
    },
  };
}

const stack = (on: Tape, names: readonly string[], axis: number): string =>
  names.length === 1 ? (names[0] as string) : on.graph.node("Concat", names, { axis });

const swapped = (on: Tape, name: string): string => on.graph.node("Transpose", [name], { perm: [0, 2, 1] });

function addProduct(on: Tape, x: string, weight: string, sum: string | undefined, flat: boolean): string {
  const { graph: g } = on;
  if (flat) return g.node("Gemm", sum === undefined ? [x, weight] : [x, weight, sum]);
  const product = g.node("MatMul", [x, weight]);
  return sum === undefined ? product : g.node("Add", [product, sum]);
}

/** leftᵀ·right over the last two axes. */
const turnedProduct = (on: Tape, left: string, right: string, flat: boolean): string =>
  flat ? on.graph.node("Gemm", [left, right], { transA: 1 }) : on.graph.node("MatMul", [swapped(on, left), right]);

/** left·rightᵀ over the last two axes. */
const productWithTurned = (on: Tape, left: string, right: string, flat: boolean): string =>
  flat ? on.graph.node("Gemm", [left, right], { transB: 1 }) : on.graph.node("MatMul", [left, swapped(on, right)]);
