import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identity } from "../../../src/group/group.ts";
import { imageActions, type ImageActionName, imageProduct } from "../../../src/images/image-action.ts";
import { image, type Image } from "../../../src/images/image.ts";
import { type Action, trivialAction } from "../../../src/group/action.ts";
import { unitVector } from "../../../src/math/similarity.ts";
import { key, uniform } from "../../../src/math/random.ts";
import {
  type ClipForm,
  clipForms,
  type ClipMethod,
  clipMethods,
  classScores,
} from "../../../src/pipelines/clip/clip-method.ts";
import { inSquare, onViewPoints, type ViewPoint } from "../../../src/pipelines/clip/view-points.ts";
import { type Model, symmetrize, type View } from "../../../src/symmetrize/symmetrize.ts";

const width = 5;
const side = 4;
const invariant = clipMethods.filter((method) => method !== "base");

/** A made-up image tower with no symmetry: each pixel's weight is a hash of its place. */
const lopsided: Model<Image> = (images) =>
  Promise.resolve(
    images.map(({ pixels }) =>
      unitVector(
        Float32Array.from({ length: width }, (_, k) =>
          pixels.reduce((sum, value, i) => sum + value * (uniform(key(k, "weight"), i) - 0.5), 0.01 * (k + 1)),
        ),
      ),
    ),
  );
const classes = Array.from({ length: 7 }, (_, c) =>
  unitVector(Float32Array.from({ length: width }, (_, k) => uniform(key(c, "class"), k) - 0.5)),
);
const head = { classes, logitFactor: 10 };
const lambda = (features: readonly Float32Array[]): Promise<readonly number[]> =>
  Promise.resolve(features.map((feature) => 3 * (feature[0] as number) - 2 * (feature[2] as number)));

const images = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 3 * side * side, maxLength: 3 * side * side })
  .map((bytes) =>
    image(
      3,
      side,
      side,
      Float32Array.from(bytes, (byte) => byte / 255),
    ),
  );

const product = imageProduct([
  { name: "flip", action: imageActions.flip },
  { name: "rot180", action: imageActions.rot180 },
]);
const actions: readonly [string, Action<Image>][] = [...Object.entries(imageActions), ["flip×rot180", product]];

/** The scores do not change, bit for bit, when the group moves the image. */
async function expectInvariant(model: Model<Image>, action: Action<Image>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(images, fc.constantFrom(...action.group.elements), async (x, g) => {
      const [still, moved] = await model([x, action.apply(g, x)]);
      expect(moved).toEqual(still);
    }),
    { numRuns: 20 },
  );
}

const cases = actions.flatMap(([name, action]) =>
  clipForms.flatMap((form) => invariant.map((method) => [method, form, name, action] as const)),
);

describe("class scores do not change when the group moves the image", () => {
  it.each(cases)("%s, %s, %s", async (method, form, _, action) => {
    await expectInvariant(classScores(lopsided, { method, form, head, action, lambda }), action);
  });

  it.each(actions)("base does change, %s", async (_, action) => {
    const model = classScores(lopsided, { method: "base", form: "paper", head, action });
    await expect(expectInvariant(model, action)).rejects.toThrow("Property failed");
  });

  it("a fold that always takes the second view does change", async () => {
    const action = imageActions.rot90;
    const on = { input: action, output: trivialAction<Float32Array>(action.group) };
    const second = symmetrize(lopsided, (views) => (views[1] as View<Image>).aligned, on);
    await expect(expectInvariant(second, action)).rejects.toThrow("Property failed");
  });
});

async function scoresOf(
  x: Image,
  how: { readonly method: ClipMethod; readonly form: ClipForm },
  scorer = lambda,
): Promise<Float32Array> {
  const [scores] = await classScores(lopsided, { ...how, head, action: imageActions.d4, lambda: scorer })([x]);
  return scores as Float32Array;
}

const most = (feature: Float32Array): number =>
  Math.max(...classes.map((each) => each.reduce((sum, value, k) => sum + value * (feature[k] as number), 0)));
const first = (scores: Float32Array): number => scores.indexOf(Math.max(...scores));

const expectNear = (a: Float32Array, b: Float32Array): void => {
  for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i] as number, 4);
};

describe("special cases", () => {
  it("λ that is the same for all views is equitune", async () => {
    await fc.assert(
      fc.asyncProperty(images, async (x) => {
        const even = await scoresOf(x, { method: "lambda", form: "paper" }, (features) =>
          Promise.resolve(features.map(() => 4)),
        );
        expectNear(even, await scoresOf(x, { method: "equitune", form: "paper" }));
        const ones = await scoresOf(x, { method: "lambda", form: "code" }, (features) =>
          Promise.resolve(features.map(() => 1)),
        );
        expectNear(ones, await scoresOf(x, { method: "equitune", form: "code" }));
      }),
      { numRuns: 20 },
    );
  });

  it("λ that sees only the view most like some class is equizero", async () => {
    await fc.assert(
      fc.asyncProperty(images, async (x) => {
        const sharp = await scoresOf(x, { method: "lambda", form: "paper" }, (features) =>
          Promise.resolve(features.map((f) => 1e7 * most(f))),
        );
        expectNear(sharp, await scoresOf(x, { method: "equizero", form: "paper" }));
      }),
      { numRuns: 20 },
    );
  });

  it("the published code's equizero has the first choice of the view most like some class", async () => {
    await fc.assert(
      fc.asyncProperty(images, async (x) => {
        const views = await lopsided(imageActions.d4.group.elements.map((g) => imageActions.d4.apply(g, x)));
        const similar = views.map((view) =>
          classes.map((each) => each.reduce((sum, value, k) => sum + value * (view[k] as number), 0)),
        );
        const probabilities = similar.map((row) => {
          const exps = row.map((value) => Math.exp(head.logitFactor * value));
          return exps.map((value) => value / exps.reduce((sum, each) => sum + each, 0));
        });
        const best = probabilities.toSorted((a, b) => Math.max(...b) - Math.max(...a))[0] ?? [];
        expect(first(await scoresOf(x, { method: "equizero", form: "code" }))).toBe(best.indexOf(Math.max(...best)));
      }),
      { numRuns: 20 },
    );
  });

  it("λ without a network is refused", () => {
    const action = imageActions.rot90;
    expect(() => classScores(lopsided, { method: "lambda", form: "paper", head, action })).toThrow("λ-network");
  });
});

describe("sides of images", () => {
  const names = Object.keys(imageActions) as ImageActionName[];

  it.each(names)("%s moves sides as it moves images", (name) => {
    const action = imageActions[name];
    const on = onViewPoints(name, action.group);
    fc.assert(
      fc.property(
        images,
        fc.constantFrom(...action.group.elements),
        fc.constantFrom(...imageActions.d4.group.elements),
        (x, g, lying) => {
          const point: ViewPoint = { image: 0, side: lying };
          const moved = on.apply(g, point);
          expect(imageActions.d4.apply(moved.side, x)).toEqual(action.apply(g, imageActions.d4.apply(lying, x)));
        },
      ),
      { numRuns: 20 },
    );
    expect(inSquare(name, identity)).toBe(identity);
  });
});
