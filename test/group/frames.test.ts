import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { onEach } from "../../src/group/action.ts";
import { cyclic } from "../../src/group/cyclic.ts";
import { canonical, cosetFrame, type CosetFrame, type Frame, productFrame } from "../../src/group/frame.ts";
import { type Element, identity } from "../../src/group/group.ts";
import { permutationAction } from "../../src/group/permutation-action.ts";
import { product } from "../../src/group/product.ts";
import { sequenceFrame } from "../../src/group/sequence-frame.ts";
import { expectFrame } from "../laws.ts";
import { exampleAction, namedGroups } from "./examples.ts";

type Sequence = readonly number[];
const sequences = (size: number) => fc.array(fc.nat(size - 1), { maxLength: 4 });

describe.each(namedGroups)("the frame of a sequence under %s", (_, group) => {
  const points = exampleAction(group);
  const on = onEach(points);

  it("keeps the law", () => {
    expectFrame(on, sequenceFrame(points), sequences(points.size));
    expectFrame(
      on,
      sequenceFrame(points, (point) => -point),
      sequences(points.size),
    );
  });

  it("gives one image for the whole orbit, whatever the coin", () => {
    const toCanonical = canonical(on, sequenceFrame(points));
    const coin = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...group.elements), sequences(points.size), coin, coin, (g, x, here, there) => {
        const { carrier, image } = toCanonical(x, here);
        expect(toCanonical(on.apply(g, x), there).image).toEqual(image);
        expect(on.apply(group.inverse(carrier), image)).toEqual(x);
      }),
    );
  });

  const frame = sequenceFrame(points);
  const carriers = (x: Sequence) => frame.carriers(x);
  const broken: Record<string, CosetFrame<Sequence>> = {
    "always the identity": cosetFrame(() => [identity]),
    "only the first item": cosetFrame((x) => carriers(x.slice(0, 1))),
    "the first of the carriers": { carriers: (x) => carriers(x).slice(0, 1), of: (x) => carriers(x)[0] as Element },
    "a deaf coin": { carriers, of: (x) => frame.of(x, 0) },
  };
  it.each(Object.entries(broken))("fails the law: %s", (_, frame) => {
    expect(() => expectFrame(on, frame, sequences(points.size))).toThrow("Property failed");
  });
});

const inverted = (order: number) => {
  const points = exampleAction(cyclic(order));
  const frame = sequenceFrame(points);
  const turned = cosetFrame((x: Sequence) =>
    frame
      .carriers(x)
      .map((c) => points.group.inverse(c))
      .toSorted((a, b) => a - b),
  );
  return () => expectFrame(onEach(points), turned, sequences(points.size));
};

it("g for g⁻¹ keeps the law on C2 and fails it on C3", () => {
  expect(inverted(2)).not.toThrow();
  expect(inverted(3)).toThrow("Property failed");
});

describe("words in columns", () => {
  // Two rows of three: 5→1→3→5 and 0→4→2→0; 6 is in no list. Columns: 5 and 0 lead.
  const c3 = cyclic(3);
  const step = [4, 3, 0, 5, 2, 1, 6];
  const twice = step.map((i) => step[i] as number);
  const words = permutationAction(
    c3,
    [[0, 1, 2, 3, 4, 5, 6], step, twice].map((row) => Int32Array.from(row)),
  );
  const columns = [0, 1, 2, 2, 1, 0, 0];
  const frame = sequenceFrame(words, (word: number) => columns[word] as number);

  it("brings the first listed word to column 0 and takes the rest along", () => {
    expect(canonical(onEach(words), frame)([6, 3, 4], 0)).toEqual({ carrier: 1, image: [6, 5, 2] });
  });

  it("draws an element of the stabiliser where no word is listed", () => {
    expect([0, 0.34, 0.99].map((coin) => frame.of([6, 6], coin))).toEqual([0, 1, 2]);
    expect(() => frame.of([6], 1)).toThrow("coin in [0, 1) but received 1");
  });

  it("refuses ranks that tie within an orbit, and words it does not know", () => {
    expect(() => sequenceFrame(words, () => 0).of([6, 5], 0)).toThrow("5 and 1 both have 0");
    expect(() => frame.of([7], 0)).toThrow("point below 7 but received 7");
  });
});

const tables = (count: number, move: (g: number, i: number) => number) =>
  Array.from({ length: count }, (_, g) => Int32Array.from({ length: 6 }, (_, i) => move(g, i)));

describe("a product, one factor at a time", () => {
  const [c2, c3] = [cyclic(2), cyclic(3)];
  const group = product(c2, c3);
  // 0 and 1 swap under C2; 2, 3, 4 turn under C3; 5 stays.
  const swaps = permutationAction(
    c2,
    tables(2, (g, i) => (i < 2 ? (i + g) % 2 : i)),
  );
  const turns = permutationAction(
    c3,
    tables(3, (g, i) => (i >= 2 && i < 5 ? 2 + ((i - 2 + g) % 3) : i)),
  );
  const both = permutationAction(
    group,
    group.elements.map((g) => {
      const [swap, turn] = group.split(g) as [Element, Element];
      return Int32Array.from({ length: 6 }, (_, i) => swaps.apply(swap, turns.apply(turn, i)));
    }),
  );
  const frame = productFrame<Sequence>(group, [sequenceFrame(swaps), sequenceFrame(turns)]);
  const whole = sequenceFrame<number>(both);

  it("chooses as the frame of the whole product does", () => {
    const told: CosetFrame<Sequence> = { ...frame, carriers: (x) => whole.carriers(x) };
    expectFrame(onEach(both), told, sequences(6));
  });

  it("picks the factors' elements independently of each other", () => {
    const coins = Array.from({ length: 6 }, (_, i) => (i + 0.5) / 6);
    expect(coins.map((coin) => frame.of([5], coin))).toEqual([0, 1, 2, 3, 4, 5]);
    const oneCoin: Frame<Sequence> = {
      of: (x, coin) => group.join([sequenceFrame(swaps).of(x, coin), sequenceFrame(turns).of(x, coin)]),
    };
    expect(new Set(coins.map((coin) => oneCoin.of([5], coin))).size).toBeLessThan(6);
  });

  it("needs a frame for each factor", () => {
    expect(() => productFrame(group, [sequenceFrame(swaps)])).toThrow("each factor of C2×C3 but received 1");
  });
});
