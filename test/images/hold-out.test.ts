import fc from "fast-check";
import { expect, it } from "vitest";
import { holdOut, holdOutEvery } from "../../src/images/hold-out.ts";

/** Labels in the order of a folder of classes: the first of each class, the second of each, and so on. */
const dealt = (sizes: readonly number[]): readonly number[] =>
  Array.from({ length: Math.max(...sizes) }, (_, i) =>
    sizes.flatMap((size, label) => (i < size ? [label] : [])),
  ).flat();
const shares = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const classes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

it("every class gives its share, the last of it", () => {
  fc.assert(
    fc.property(classes, shares, (sizes, share) => {
      const labels = dealt(sizes);
      const { training, held } = holdOut(labels, share);
      expect([...training, ...held].toSorted((a, b) => a - b)).toEqual([...labels.keys()]);
      for (const [label, size] of sizes.entries()) {
        const own = (items: readonly number[]) => items.filter((item) => labels[item] === label);
        const [kept, out] = [own(training), own(held)];
        expect(Math.max(...kept)).toBeLessThan(Math.min(...out, Infinity));
        const asked = Math.max(1, size - Math.round(size * (1 - share)));
        expect(out.length).toBe(Math.min(size - 1, asked));
      }
    }),
  );
});

it("a large class does not crowd a small one out", () => {
  const labels = dealt([100, 10]);
  const { held } = holdOut(labels, 0.1);
  expect(held.filter((item) => labels[item] === 0)).toHaveLength(10);
  expect(held.filter((item) => labels[item] === 1)).toHaveLength(1);
});

it.each([
  [5000, 0.1],
  [10_000, 0.1],
  [36, 0.25],
])("of even classes it is the end of the list: %s", (images, share) => {
  const labels = dealt(Array.from({ length: images === 36 ? 3 : 10 }, () => images / (images === 36 ? 3 : 10)));
  const kept = Math.round(images * (1 - share));
  expect(holdOut(labels, share).training).toEqual(Array.from({ length: kept }, (_, i) => i));
});

it("one of so many of each class is held out, the last of them each time; a smaller class holds out none", () => {
  expect(holdOutEvery([0, 1, 0, 0, 1, 0, 2], 2)).toEqual({ training: [0, 1, 3, 6], held: [2, 4, 5] });
  expect(holdOutEvery([0, 0], 3)).toEqual({ training: [0, 1], held: [] });
});
