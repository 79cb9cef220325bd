import { describe, expect, it } from "vitest";
import { onEntries } from "../../src/group/action.ts";
import { cyclic } from "../../src/group/cyclic.ts";
import type { Element } from "../../src/group/group.ts";
import { type PermutationAction, permutationAction } from "../../src/group/permutation-action.ts";
import { product } from "../../src/group/product.ts";
import { equitune } from "../../src/symmetrize/equitune.ts";
import { equizero } from "../../src/symmetrize/equizero.ts";
import { type Factor, orbitMean, productSymmetrize } from "../../src/symmetrize/product-symmetrize.ts";
import { sequenceFactors } from "../../src/symmetrize/sequence-factors.ts";
import { symmetrize } from "../../src/symmetrize/symmetrize.ts";
import { expectEquivariant } from "../laws.ts";
import { counted, lopsided, peak, type Sequence, sequences, sidesOf, single } from "./examples.ts";

/** Factors Cₙ that each turn two rows of n points of their own; two points at the end stay. */
function rowsOf(orders: readonly number[]): readonly PermutationAction[] {
  const size = 2 * orders.reduce((a, b) => a + b, 0) + 2;
  let first = 0;
  return orders.map((order) => {
    const start = first;
    first += 2 * order;
    const image = (g: number, i: number) => {
      const place = i - start;
      if (place < 0 || place >= 2 * order) return i;
      const row = place < order ? 0 : order;
      return start + row + ((place - row + g) % order);
    };
    const group = cyclic(order);
    return permutationAction(
      group,
      group.elements.map((g) => Int32Array.from({ length: size }, (_, i) => image(g, i))),
    );
  });
}

/** The product's own tables: each factor moves its rows. */
function together(actions: readonly PermutationAction[]): PermutationAction {
  const group = product(...actions.map((action) => action.group));
  const images = group.elements.map((g) => {
    const parts = group.split(g);
    const size = (actions[0] as PermutationAction).size;
    return Int32Array.from({ length: size }, (_, i) =>
      actions.reduce((point, action, k) => action.apply(parts[k] as Element, point), i),
    );
  });
  return permutationAction(group, images);
}

describe.each([[[2, 3]], [[2, 2, 2]], [[3, 4, 2]]])("the product of the cyclic groups of order %s", (orders) => {
  const actions = rowsOf(orders);
  const whole = together(actions);
  const factors = sequenceFactors<number>(actions);
  const model = lopsided(whole.size);
  const on = sidesOf(whole);

  it.each([
    ["equitune", equitune<Sequence>()],
    ["equizero", equizero<Sequence>(peak)],
  ])("gives an equivariant model with %s, bit for bit", (_, fold) =>
    expectEquivariant(single(productSymmetrize(model, fold, factors)), on, sequences(whole), 0),
  );

  it("needs the sum of the orders in rows, where the whole group needs their product", async () => {
    const [sum, product] = [{ rows: 0 }, { rows: 0 }];
    await productSymmetrize(counted(model, sum), equitune(), factors)([[0, 1]]);
    await symmetrize(counted(model, product), equitune(), on)([[0, 1]]);
    expect([sum.rows, product.rows]).toEqual([orders.reduce((a, b) => a + b), orders.reduce((a, b) => a * b)]);
  });

  it.each<[string, (factor: Factor<Sequence>) => Factor<Sequence>]>([
    ["the other factors' words are left as they are", (factor) => ({ ...factor, collapse: (x) => x })],
    [
      "outputs are not spread over the other factors",
      (factor) => ({ ...factor, output: { ...factor.output, apply: (_, y) => y } }),
    ],
  ])("fails the law where %s", async (_, breakIt) => {
    const broken = single(productSymmetrize(model, equitune(), factors.map(breakIt)));
    await expect(expectEquivariant(broken, on, sequences(whole))).rejects.toThrow("Property failed");
  });
});

it("collapses a row to its first word and spreads an output over the row", () => {
  const [turn] = rowsOf([3]) as [PermutationAction];
  const [factor] = sequenceFactors<number>([turn]);
  expect(factor?.collapse([0, 1, 2, 3, 5, 6, 7])).toEqual([0, 0, 0, 3, 3, 6, 7]);
  expect(orbitMean(onEntries(turn), Float32Array.of(1, 2, 6, 0, 0, 3, 8, 9))).toEqual(
    Float32Array.of(3, 3, 3, 1, 1, 1, 8, 9),
  );
  expect(() => factor?.collapse([8])).toThrow("point below 8 but received 8");
});

it("with one factor it is the fold itself", async () => {
  const [turn] = rowsOf([3]) as [PermutationAction];
  const model = lopsided(turn.size);
  const batch = [[0, 4], [7], [1, 2, 3]];
  expect(await productSymmetrize(model, equitune(), sequenceFactors<number>([turn]))(batch)).toEqual(
    await symmetrize(model, equitune(), sidesOf(turn))(batch),
  );
});

const table = (...rows: number[][]) => rows.map((row) => Int32Array.from(row));

describe("refuses", () => {
  const swapFirst = permutationAction(cyclic(2), table([0, 1, 2, 3], [1, 0, 2, 3]));
  const swapMiddle = permutationAction(cyclic(2), table([0, 1, 2, 3], [0, 2, 1, 3]));
  const swapPairs = permutationAction(cyclic(2), table([0, 1, 2, 3], [2, 3, 0, 1]));
  const small = permutationAction(cyclic(2), table([0, 1], [1, 0]));
  const crossed = permutationAction(cyclic(2), table([0, 1, 2, 3], [3, 2, 1, 0]));
  const paired = permutationAction(cyclic(2), table([0, 1, 2, 3], [1, 0, 3, 2]));

  it.each<[string, PermutationAction[], string]>([
    ["actions that do not commute", [swapFirst, swapMiddle], "at the point 0 they do not (element 1 of C2)"],
    ["a collapse that the other action does not follow", [paired, crossed], "at the point"],
    ["actions on different points", [swapFirst, small], "equally many points but received 4, 2"],
  ])("%s", (_, actions, message) => expect(() => sequenceFactors(actions)).toThrow(message));

  it("no factor at all", () => {
    expect(() => productSymmetrize(lopsided(2), equitune(), [])).toThrow("at least one factor");
  });

  it("but not two actions on the same points that commute, with collapses that do", () => {
    expect(sequenceFactors([paired, swapPairs])).toHaveLength(2);
  });
});
