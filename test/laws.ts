import fc from "fast-check";
import { expect } from "vitest";
import { type Action, trivialAction } from "../src/group/action.ts";
import type { CosetFrame } from "../src/group/frame.ts";
import { type Group, identity } from "../src/group/group.ts";
import type { Fold, Model, View } from "../src/symmetrize/symmetrize.ts";

/** The same examples in every run; SEED=… tries others. */
fc.configureGlobal({ seed: Number(process.env["SEED"] ?? 1) });

/** A function that should be equivariant: one input, one output; both may be anything that `toEqual` can compare. */
type Equivariant<X, Y> = (x: X) => Y | Promise<Y>;

/** The group's laws, for every pair and triple of elements, and its own account of them: order, numbering, closure. */
export function expectGroup(group: Group): void {
  const { elements, order } = group;
  expect(elements).toEqual(Array.from({ length: order }, (_, g) => g));
  const broken: string[] = [];
  for (const a of elements) {
    if (group.multiply(identity, a) !== a || group.multiply(a, identity) !== a) broken.push(`identity at ${a}`);
    if (group.multiply(a, group.inverse(a)) !== identity || group.multiply(group.inverse(a), a) !== identity)
      broken.push(`inverse of ${a}`);
    for (const b of elements) {
      if (!elements.includes(group.multiply(a, b))) broken.push(`closure at ${a}, ${b}`);
      for (const c of elements) {
        const [left, right] = [group.multiply(group.multiply(a, b), c), group.multiply(a, group.multiply(b, c))];
        if (left !== right) broken.push(`associativity at ${a}, ${b}, ${c}`);
      }
    }
  }
  expect(broken).toEqual([]);
}

/** e·x = x and a·(b·x) = (ab)·x, exactly. */
export function expectAction<X>(action: Action<X>, inputs: fc.Arbitrary<X>): void {
  const { group } = action;
  const element = fc.constantFrom(...group.elements);
  fc.assert(
    fc.property(element, element, inputs, (a, b, x) => {
      expect(action.apply(identity, x)).toEqual(x);
      expect(action.apply(a, action.apply(b, x))).toEqual(action.apply(group.multiply(a, b), x));
    }),
  );
}

/**
 * carriers(g·x) = carriers(x)·g⁻¹ as sets; all of them bring x to one image, the same for the whole orbit; and `of` picks each for an equal share of coins.
 * Where there is one carrier this is c(g·x) = c(x)·g⁻¹.
 */
export function expectFrame<X>(action: Action<X>, frame: CosetFrame<X>, inputs: fc.Arbitrary<X>): void {
  const { group } = action;
  fc.assert(
    fc.property(fc.constantFrom(...group.elements), inputs, (g, x) => {
      const carriers = frame.carriers(x);
      const moved = action.apply(g, x);
      const carried = carriers.map((c) => group.multiply(c, group.inverse(g)));
      expect(frame.carriers(moved)).toEqual(carried.toSorted((a, b) => a - b));
      const images = [...carriers.map((c) => action.apply(c, x)), action.apply(frame.of(moved, 0.5), moved)];
      expect(images).toEqual(images.map(() => images[0]));
      const picks = group.elements.map((i) => frame.of(x, (i + 0.5) / group.order));
      const share = group.order / carriers.length;
      expect(picks.toSorted((a, b) => a - b)).toEqual(carriers.flatMap((c) => Array.from({ length: share }, () => c)));
    }),
  );
}

/** h(g·x) = g·h(x), each number within `tolerance`, or exactly where it is 0 (then outputs may be anything that can be compared). */
export async function expectEquivariant<X, Y>(
  model: Equivariant<X, Y>,
  on: { readonly input: Action<X>; readonly output: Action<Y> },
  inputs: fc.Arbitrary<X>,
  tolerance = 1e-5,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...on.input.group.elements), inputs, async (g, x) => {
      const moveFirst = await model(on.input.apply(g, x));
      const moveLast = on.output.apply(g, await model(x));
      expectClose(moveFirst, moveLast, tolerance);
    }),
  );
}

/** h(g·x) = h(x). */
export async function expectInvariant<X, Y>(
  model: Equivariant<X, Y>,
  input: Action<X>,
  inputs: fc.Arbitrary<X>,
  tolerance = 1e-5,
): Promise<void> {
  await expectEquivariant(model, { input, output: trivialAction(input.group) }, inputs, tolerance);
}

/** The fold of shuffled views is the same bit for bit. */
export function expectOrderIndependent<X>(fold: Fold<X>, views: fc.Arbitrary<readonly View<X>[]>): void {
  const shuffled = views.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, ([list, mixed]) => {
      expect(fold(mixed)).toEqual(fold(list));
    }),
  );
}

/** Making a model symmetric a second time changes nothing, within `tolerance`. */
export async function expectIdempotent<X>(
  makeSymmetric: (model: Model<X>) => Model<X>,
  model: Model<X>,
  inputs: fc.Arbitrary<X>,
  tolerance = 1e-5,
): Promise<void> {
  const once = makeSymmetric(model);
  const twice = makeSymmetric(once);
  await fc.assert(
    fc.asyncProperty(inputs, async (x) => {
      const [[first], [second]] = [await once([x]), await twice([x])];
      expectClose(second, first, tolerance);
    }),
  );
}

function expectClose(received: unknown, expected: unknown, tolerance: number): void {
  if (tolerance === 0 || !(received instanceof Float32Array) || !(expected instanceof Float32Array)) {
    expect(received).toEqual(expected);
    return;
  }
  expect(received.length).toBe(expected.length);
  // NaN fails: it is no more than the tolerance away from nothing.
  const far = [...received.entries()].filter(([i, value]) => !(Math.abs(value - (expected[i] ?? NaN)) <= tolerance));
  expect(far).toEqual([]);
}
