import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Action, onEntries, trivialAction } from "../../src/group/action.ts";
import { cyclic } from "../../src/group/cyclic.ts";
import type { Element } from "../../src/group/group.ts";
import { entrywiseMax } from "../../src/symmetrize/entrywise-max.ts";
import { equitune } from "../../src/symmetrize/equitune.ts";
import { equizero } from "../../src/symmetrize/equizero.ts";
import { lambdaEquitune } from "../../src/symmetrize/lambda-equitune.ts";
import { leastViews } from "../../src/symmetrize/least-views.ts";
import { groupWeights, softmaxEquitune } from "../../src/symmetrize/softmax-equitune.ts";
import { type Fold, type Model, type Seen, symmetrize, type View } from "../../src/symmetrize/symmetrize.ts";
import { exampleAction, namedGroups } from "../group/examples.ts";
import { expectEquivariant, expectIdempotent, expectInvariant, expectOrderIndependent } from "../laws.ts";
import { counted, lopsided, peak, type Sequence, sequences, sidesOf, single } from "./examples.ts";

const weigh = ({ input, raw }: Seen<Sequence>) => 2 + peak({ raw }) + input.length;
const folds: readonly (readonly [string, Fold<Sequence>])[] = [
  ["equitune", equitune()],
  ["λ-equitune", lambdaEquitune(weigh)],
  ["λ-equitune by scores", softmaxEquitune(weigh)],
  ["equizero", equizero(peak)],
  ["the entrywise maximum", entrywiseMax()],
];

const oneHot: Fold<Sequence> = (views) => {
  const least = leastViews(views.map(peak));
  return lambdaEquitune<Sequence>((seen) => (least.some((i) => views[i]?.input === seen.input) ? 0.25 : 0))(views);
};

const firstOfTies: Fold<Sequence> = (views) => views.reduce((a, b) => (peak(b) < peak(a) ? b : a)).aligned;
const byAligned: Fold<Sequence> = (views) =>
  views.reduce((a, b) => ((b.aligned[0] as number) < (a.aligned[0] as number) ? b : a)).aligned;
const halving: Fold<Sequence> = (views) =>
  views
    .slice(1)
    .reduce(
      (sum, { aligned }) => sum.map((value, i) => (value + (aligned[i] as number)) / 2),
      (views[0] as View<Sequence>).aligned,
    );

describe.each(namedGroups)("over %s", (_, group) => {
  const points = exampleAction(group);
  const on = sidesOf(points);
  const model = lopsided(points.size);
  const inputs = sequences(points);

  describe.each(folds)("%s", (_, fold) => {
    it("is equivariant, bit for bit", () => expectEquivariant(single(symmetrize(model, fold, on)), on, inputs, 0));

    it("changes nothing the second time, bit for bit", () =>
      expectIdempotent((inner) => symmetrize(inner, fold, on), model, inputs, 0));

    it("is invariant where outputs do not move", () => {
      const invariant = symmetrize(model, fold, { input: on.input, output: trivialAction(group) });
      return expectInvariant(single(invariant), on.input, inputs, 0);
    });

    it("asks for each view once, all in one call", async () => {
      const count = { rows: 0 };
      let calls = 0;
      const watched: Model<Sequence> = (batch) => {
        calls += 1;
        return counted(model, count)(batch);
      };
      expect(await symmetrize(watched, fold, on)([[0], [1, 2]])).toHaveLength(2);
      expect([count.rows, calls]).toEqual([2 * group.order, 1]);
    });
  });

  it("λ = 1 everywhere is equitune; λ = 1 at the least view alone is equizero", async () => {
    const one = single(
      symmetrize(
        model,
        lambdaEquitune(() => 1),
        on,
      ),
    );
    const even = single(symmetrize(model, equitune(), on));
    const picked = single(symmetrize(model, oneHot, on));
    const zero = single(symmetrize(model, equizero(peak), on));
    await fc.assert(
      fc.asyncProperty(inputs, async (x) => {
        expect(await one(x)).toEqual(await even(x));
        expect(await picked(x)).toEqual(await zero(x));
      }),
    );
  });

  it.each<[string, Model<Sequence>]>([
    ["the bare model", model],
    ["equizero that takes the first of ties", symmetrize(model, firstOfTies, on)],
    ["a choice by what is already aligned", symmetrize(model, byAligned, on)],
    [
      "a running mean that forgets its first views",
      symmetrize(model, halving, group.order > 2 ? on : { ...on, input: trivialAction(group) }),
    ],
  ])("%s fails the law", async (_, broken) => {
    await expect(expectEquivariant(single(broken), on, inputs)).rejects.toThrow("Property failed");
  });
});

const misaligned = (order: number) => {
  const points = exampleAction(cyclic(order));
  const on = sidesOf(points);
  const back: Action<Float32Array> = {
    group: points.group,
    apply: (g, v) => onEntries(points).apply(points.group.inverse(g), v),
  };
  const model = symmetrize(lopsided(points.size), equitune(), { input: on.input, output: back });
  return expectEquivariant(single(model), on, sequences(points));
};

it("aligning by g in place of g⁻¹ keeps the law on C2 and breaks it on C3", async () => {
  await expect(misaligned(2)).resolves.toBeUndefined();
  await expect(misaligned(3)).rejects.toThrow("Property failed");
});

describe("the order of the views", () => {
  const vector = fc
    .array(fc.oneof(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(1e8, -1e8, 1)), {
      minLength: 2,
      maxLength: 2,
    })
    .map((list) => Float32Array.from(list));
  const view: fc.Arbitrary<View<Sequence>> = fc.record({ input: fc.array(fc.nat(9)), raw: vector, aligned: vector });
  const views = fc.array(view, { minLength: 1, maxLength: 6 });

  it.each(folds.map(([name]) => name))("does not matter to %s", (name) => {
    const tame: Record<string, Fold<Sequence>> = {
      equitune: equitune(),
      "λ-equitune": lambdaEquitune(({ input }) => 1 / (1 + input.length)),
      "λ-equitune by scores": softmaxEquitune(({ input }) => 100 * input.length),
      equizero: equizero(({ input }) => input.length),
      "the entrywise maximum": entrywiseMax(),
    };
    expectOrderIndependent(tame[name] as Fold<Sequence>, views);
  });

  it.each<[string, Fold<Sequence>]>([
    ["the first view", (list) => (list[0] as View<Sequence>).aligned],
    [
      "a sum in order of arrival",
      (list) =>
        Float32Array.from([0, 1], (at) =>
          list.reduce((sum, { aligned }) => Math.fround(sum + (aligned[at] as number)), 0),
        ),
    ],
  ])("matters to %s, which fails the law", (_, fold) => {
    expect(() => expectOrderIndependent(fold, views)).toThrow("Property failed");
  });
});

const loss = ({ raw }: Seen<Float32Array>) => raw[0] as number;

const signs: Model<Float32Array> = async (inputs) =>
  inputs.map(([first = 0, last = 0]) => Float32Array.of(first, -last));

describe("equizero keeps what a model tells apart", () => {
  // f(v) = 3v + (1, 2, 4): invertible, not equivariant. g moves the entries round.
  const turn: Action<number> = { group: cyclic(3), apply: (g, i) => (i + g) % 3 };
  const on = { input: onEntries(turn), output: onEntries(turn) };
  const shift = [1, 2, 4];
  const model: Model<Float32Array> = async (inputs) =>
    inputs.map((v) => v.map((value, i) => 3 * value + (shift[i] as number)));
  const undo = (y: Float32Array) => y.map((value, i) => (value - (shift[i] as number)) / 3);
  it("x is g*⁻¹·f⁻¹(g*·y) for the winner g*", async () => {
    const entry = fc.integer({ min: -999, max: 999 });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(entry, { minLength: 3, maxLength: 3 }), async (list) => {
        const x = Float32Array.from(list);
        const [y] = await symmetrize(model, equizero(loss), on)([x]);
        // f's first output is least where the least entry comes first: g* sends its place to 0.
        const winner = turn.group.inverse(list.indexOf(Math.min(...list)) as Element);
        const back = on.input.apply(turn.group.inverse(winner), undo(on.output.apply(winner, y as Float32Array)));
        expect(back).toEqual(x);
      }),
    );
  });

  it("equitune does not: (v₀, −v₁) of any order 2 comes out even", async () => {
    const swap: Action<number> = { group: cyclic(2), apply: (g, i) => (i + g) % 2 };
    const sides = { input: onEntries(swap), output: onEntries(swap) };
    const outputs = await symmetrize(signs, equitune(), sides)([Float32Array.of(1, 2), Float32Array.of(-3, 7)]);
    expect(outputs).toEqual([Float32Array.of(0, 0), Float32Array.of(0, 0)]);
  });
});

it("equizero joins losses that cancel to about nothing where it is told their scale", () => {
  const views = [
    { input: 1e-9, raw: Float32Array.of(0), aligned: Float32Array.of(2) },
    { input: -1e-9, raw: Float32Array.of(0), aligned: Float32Array.of(4) },
  ];
  expect(equizero<number>((seen) => seen.input)(views)).toEqual(Float32Array.of(4));
  expect(equizero<number>((seen) => seen.input, 1)(views)).toEqual(Float32Array.of(3));
});

describe("leastViews", () => {
  it("finds every loss within 10⁻⁶ of the least, relative to its size or to the scale", () => {
    expect(leastViews([3, 1, 2, 1])).toEqual([1, 3]);
    expect(leastViews([1000.0009, 1000, 1000.0011])).toEqual([0, 1]);
    expect(leastViews([-1000, -999.9991, -999.9989])).toEqual([0, 1]);
    expect(leastViews([1e-9, -1e-9])).toEqual([1]);
    expect(leastViews([1e-9, -1e-9], 1)).toEqual([0, 1]);
    expect(leastViews([0, -0])).toEqual([0, 1]);
  });

  it("joins losses that differ by noise wherever they lie, where rounding to a grid would part some", () => {
    const noisy = fc.tuple(
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      fc.double({ min: 0, max: 9e-7, noNaN: true }),
    );
    fc.assert(
      fc.property(noisy, ([loss, noise]) => {
        expect(leastViews([loss * (1 + noise), loss])).toEqual([0, 1]);
      }),
    );
  });

  it("compares infinite losses as they are", () => {
    expect(leastViews([Infinity, 2, Infinity])).toEqual([1]);
    expect(leastViews([Infinity, Infinity])).toEqual([0, 1]);
    expect(leastViews([-Infinity, 0, -Infinity])).toEqual([0, 2]);
  });

  it("holds more losses than a call holds arguments", () => {
    expect(leastViews(Array.from({ length: 300_000 }, (_, i) => -i))).toEqual([299_999]);
  });

  it("refuses NaN and nothing", () => {
    expect(() => leastViews([1, NaN])).toThrow("received NaN");
    expect(() => leastViews([])).toThrow("received none");
  });
});

describe("groupWeights", () => {
  it("is a softmax: shifts change nothing, and scores of any finite size have weights", () => {
    expect(groupWeights([0, Math.log(3)])).toEqual([0.25, expect.closeTo(0.75, 15)]);
    expect(groupWeights([1e300, 1e300, -1e300])).toEqual([0.5, 0.5, 0]);
    expect(groupWeights([-Infinity, 2])).toEqual([0, 1]);
  });

  it("one score far above the rest gives equizero, equal scores equitune", async () => {
    const on = sidesOf(exampleAction(cyclic(3)));
    const model = lopsided(on.output.group.order + 2);
    const far = symmetrize(
      model,
      softmaxEquitune((seen) => -1e6 * peak(seen)),
      on,
    );
    const even = symmetrize(
      model,
      softmaxEquitune(() => 7),
      on,
    );
    const inputs = [[0, 1], [1, 1, 2], [4]];
    expect(await far(inputs)).toEqual(await symmetrize(model, equizero(peak), on)(inputs));
    expect(await even(inputs)).toEqual(await symmetrize(model, equitune(), on)(inputs));
  });

  it("refuses scores that are none", () => {
    for (const score of [NaN, Infinity]) expect(() => groupWeights([1, score])).toThrow(`received ${score}`);
    expect(() => groupWeights([-Infinity])).toThrow("none is");
  });
});

it("refuses a model that returns another number of outputs", async () => {
  const points = exampleAction(cyclic(2));
  const short: Model<Sequence> = async (inputs) => inputs.slice(1).map(() => new Float32Array(points.size));
  await expect(symmetrize(short, equitune(), sidesOf(points))([[0]])).rejects.toThrow(
    "2 outputs, one for each input, but received 1",
  );
});

it("refuses weights that are no weights", () => {
  const view = { input: [], raw: Float32Array.of(1), aligned: Float32Array.of(1) };
  for (const weight of [-1, NaN, Infinity])
    expect(() => lambdaEquitune(() => weight)([view])).toThrow(`received ${weight}`);
  expect(() => lambdaEquitune(() => 0)([view])).toThrow("all are 0");
});
