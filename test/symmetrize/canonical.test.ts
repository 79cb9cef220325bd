import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { onEntries, trivialAction } from "../../src/group/action.ts";
import { cyclic } from "../../src/group/cyclic.ts";
import { cosetFrame } from "../../src/group/frame.ts";
import type { Element } from "../../src/group/group.ts";
import { type Point, type Rotation, rotation, rotations, sumDirection, turn } from "../../src/group/rotation.ts";
import { sequenceFrame } from "../../src/group/sequence-frame.ts";
import { canonicalLambda, type Transformations } from "../../src/symmetrize/canonical-lambda.ts";
import { canonicalize } from "../../src/symmetrize/canonicalize.ts";
import type { Model } from "../../src/symmetrize/symmetrize.ts";
import { exampleAction, namedGroups } from "../group/examples.ts";
import { expectEquivariant, expectIdempotent, expectInvariant } from "../laws.ts";
import { counted, lopsided, type Sequence, sequences, sidesOf, single } from "./examples.ts";

describe.each(namedGroups)("canonicalisation over %s", (_, group) => {
  const points = exampleAction(group);
  const on = sidesOf(points);
  const model = lopsided(points.size);
  const frame = sequenceFrame<number>(points);

  it("is equivariant, bit for bit, also where an input has a stabiliser", () =>
    expectEquivariant(single(canonicalize(model, frame, on)), on, sequences(points), 0));

  it("is invariant where outputs do not move", () => {
    const invariant = canonicalize(model, frame, { input: on.input, output: trivialAction(group) });
    return expectInvariant(single(invariant), on.input, sequences(points), 0);
  });

  it("changes nothing the second time", () =>
    expectIdempotent((inner) => canonicalize(inner, frame, on), model, sequences(points), 0));

  it("asks for one row an input", async () => {
    const count = { rows: 0 };
    await canonicalize(counted(model, count), frame, on)([[0], [1, 2], [points.size - 1]]);
    expect(count.rows).toBe(3);
  });

  it("breaks the law with one carrier of several, and with c for c⁻¹", async () => {
    const one = cosetFrame((x: Sequence) => frame.carriers(x).slice(0, 1));
    await expect(expectEquivariant(single(canonicalize(model, one, on)), on, sequences(points))).rejects.toThrow(
      "Property failed",
    );
  });
});

it.each(namedGroups)("canonical λ-equitune over %s is equivariant for any list of elements", async (_, group) => {
  const points = exampleAction(group);
  const on = sidesOf(points);
  const carrier = sequenceFrame<number>(points);
  const by: Transformations<Element, Sequence> = {
    multiply: (a, b) => group.multiply(a, b),
    inverse: (a) => group.inverse(a),
    moveInput: (g, x) => on.input.apply(g, x),
    moveOutput: (g, y) => on.output.apply(g, y),
  };
  const model = canonicalLambda(lopsided(points.size), by, {
    frame: (x) => group.inverse(carrier.of(x, 0)),
    thetas: group.elements.slice(0, 2), // not closed under conjugation where the group does not commute
    weigh: (x) => 1 + (x[0] as number),
  });
  // The group's own points have no stabiliser, so one of them in front leaves one carrier.
  const free = fc.tuple(fc.nat(group.order - 1), sequences(points)).map(([first, rest]) => [first, ...rest]);
  await expectEquivariant(single(model), on, free, 0);
});

it("c for c⁻¹ breaks the law on C3", async () => {
  const points = exampleAction(cyclic(3));
  const on = sidesOf(points);
  const { group } = points;
  const frame = sequenceFrame<number>(points);
  const inverted = cosetFrame((x: Sequence) => frame.carriers(x).map((c) => group.inverse(c)));
  const model = single(canonicalize(lopsided(points.size), inverted, on));
  await expect(expectEquivariant(model, on, sequences(points))).rejects.toThrow("Property failed");
});

type Pair = readonly [Point, Point];
/** SO(2) on pairs of points; outputs are one point, turned too, or a number. */
const turned: Transformations<Rotation, Pair> = {
  ...rotations,
  moveInput: turn,
  moveOutput: (h, y) => Float32Array.from(turn(h, [[y[0] as number, y[1] as number]])[0] as Point),
};
const untouched: Transformations<Rotation, Pair> = { ...turned, moveOutput: (_, y) => y };
const crooked: Model<Pair> = async (inputs) =>
  inputs.map(([[x], [, y]]) => Float32Array.of(Math.sin(3 * x), Math.cos(y)));
const weigh = ([[x]]: Pair) => Math.exp(Math.sin(x));
const angles = [0, Math.PI / 2, Math.PI].map(rotation);
const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
const pairs = fc
  .tuple(fc.tuple(coordinate, coordinate), fc.tuple(coordinate, coordinate))
  .filter(([[a, b], [c, d]]) => Math.hypot(a + c, b + d) > 0.1);

const target = ([[ax, ay], [bx, by]]: Pair) => {
  const [longA, longB] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
  return Math.sin(longA) - longB ** 3 / 2 + (ax * bx + ay * by) / (longA * longB);
};
const targetModel: Model<Pair> = async (inputs) => inputs.map((pair) => Float32Array.of(target(pair)));
const inverted = (pair: Pair) => rotations.inverse(sumDirection(pair));

/** The h of C3 on three entries: where the largest is. */
const largestPlace = (x: Float32Array) => x.indexOf(Math.max(...x)) as Element;
const stretched: Model<Float32Array> = async (inputs) => inputs.map((x) => x.map((value, i) => value * (i + 1)));

describe("canonical λ-equitune over the rotations of the plane", () => {
  const golden: Pair = [
    [1, 0.5],
    [-0.25, 0.75],
  ];

  it("finds the published frame and canonical pair", () => {
    // s = x₁ + x₂ = (0.75, 1.25), |s| = √2.125: cosine 0.75/|s|, sine 1.25/|s|; the canonical points are h⁻¹x₁ and h⁻¹x₂.
    const h = sumDirection(golden);
    expect(h.cosine).toBeCloseTo(0.5144957554, 10);
    expect(h.sine).toBeCloseTo(0.8574929257, 10);
    const back = turn(rotations.inverse(h), golden).flat();
    const expected = [0.9432422183, -0.600245048, 0.5144957554, 0.600245048];
    for (const [i, value] of expected.entries()) expect(back[i]).toBeCloseTo(value, 9);
  });

  it("leaves an invariant function as it is, at the published value", async () => {
    // sin|x₁| − |x₂|³/2 + (x₁·x₂)/(|x₁||x₂|) = 0.7936105606
    const [y] = await canonicalLambda(targetModel, untouched, { frame: sumDirection, thetas: angles, weigh })([golden]);
    expect(y?.[0]).toBeCloseTo(0.7936105606, 6);
  });

  const rotated = fc.tuple(pairs, fc.double({ min: -4, max: 4, noNaN: true }));
  it.each<[string, Transformations<Rotation, Pair>]>([
    ["equivariant", turned],
    ["invariant", untouched],
  ])("is %s for any list of angles", async (_, by) => {
    const model = canonicalLambda(crooked, by, { frame: sumDirection, thetas: angles, weigh });
    await fc.assert(
      fc.asyncProperty(rotated, async ([pair, angle]) => {
        const [still, moved] = (await model([pair, turn(rotation(angle), pair)])) as [Float32Array, Float32Array];
        for (const [i, value] of by.moveOutput(rotation(angle), still).entries())
          expect(moved[i]).toBeCloseTo(value, 4);
      }),
    );
  });

  it("is not, with h for h⁻¹", async () => {
    const model = canonicalLambda(crooked, untouched, { frame: inverted, thetas: angles, weigh });
    const [still, moved] = (await model([golden, turn(rotation(1), golden)])) as [Float32Array, Float32Array];
    expect(Math.abs((moved[0] as number) - (still[0] as number))).toBeGreaterThan(0.01);
  });

  it("with one angle it is canonicalisation, whatever λ", async () => {
    const [y] = await canonicalLambda(crooked, turned, { frame: sumDirection, thetas: [rotation(0)], weigh })([golden]);
    const h = sumDirection(golden);
    const [raw] = await crooked([turn(rotations.inverse(h), golden)]);
    const expected = turned.moveOutput(h, raw as Float32Array);
    for (const [i, value] of expected.entries()) expect(y?.[i]).toBeCloseTo(value, 6);
  });

  it("takes the identity where the points cancel", () => {
    expect(
      sumDirection([
        [1, 2],
        [-1, -2],
      ]),
    ).toEqual({ cosine: 1, sine: 0 });
  });

  it("weighs a finite group's views as it does the plane's", async () => {
    // C3 turning three entries; h brings the largest to the front; θ: the identity and one step. Golden: by hand for x = (1, 5, 2).
    const c3 = cyclic(3);
    const entries = onEntries({ group: c3, apply: (g, i) => (i + g) % 3 });
    const by: Transformations<Element, Float32Array> = {
      multiply: (a, b) => c3.multiply(a, b),
      inverse: (a) => c3.inverse(a),
      moveInput: (g, x) => entries.apply(g, x),
      moveOutput: (g, y) => entries.apply(g, y),
    };
    const thetas = [0, 1] as Element[];
    const parts = { frame: largestPlace, thetas, weigh: (x: Float32Array) => x[0] as number };
    // h = 1, h⁻¹x = (5, 2, 1) =: u₀ with λ 5, f(u₀) = (5, 4, 3); u₁ = (1, 5, 2) with λ 1, f(u₁) = (1, 10, 6).
    // Mean (26, 30, 21)/6, moved by h: (21, 26, 30)/6.
    const [y] = await canonicalLambda(stretched, by, parts)([Float32Array.of(1, 5, 2)]);
    expect(y).toEqual(Float32Array.of(21 / 6, 26 / 6, 30 / 6));
  });
});
