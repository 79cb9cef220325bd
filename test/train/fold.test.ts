import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { onnxRunner } from "../../src/models/graph-runner.ts";
import { elementCount } from "../../src/onnx/tensor.ts";
import { equitune } from "../../src/symmetrize/equitune.ts";
import { equizero } from "../../src/symmetrize/equizero.ts";
import { softmaxEquitune } from "../../src/symmetrize/softmax-equitune.ts";
import type { Fold, View } from "../../src/symmetrize/symmetrize.ts";
import { multiply, tanh } from "../../src/train/elementwise.ts";
import { equituneViews, equizeroViews, softmaxViews, straightThrough } from "../../src/train/fold.ts";
import { sum } from "../../src/train/reduce.ts";
import type { Tape, Value } from "../../src/train/tape.ts";
import { gradientName, trainingGraph } from "../../src/train/training-graph.ts";
import { floats, gradientError, numbers, weighted } from "./gradient-check.ts";

const [rows, views, width] = [2, 3, 4] as const;
const shape = [rows, views, width];

type Folding = (on: Tape, aligned: Value, scores: Value) => Value;
const foldings: Readonly<Record<string, { readonly graph: Folding; readonly fold: Fold<number> }>> = {
  equitune: { graph: (on, aligned) => equituneViews(on, aligned), fold: equitune() },
  "λ-equitune": { graph: softmaxViews, fold: softmaxEquitune(({ input }) => input) },
  equizero: { graph: equizeroViews, fold: equizero(({ input }) => input) },
  "equizero, gradient of its own view": {
    graph: (on, aligned, losses) => equizeroViews(on, aligned, losses, { base: "own" }),
    fold: equizero(({ input }) => input),
  },
};

/** The value of a folding and the gradients of a fixed weighting of it. */
async function run(graph: Folding, aligned: Float32Array, scores: Float32Array) {
  const step = trainingGraph((on) => {
    const outputs = on.parameter("aligned", shape);
    const folded = graph(on, outputs, on.parameter("scores", [rows, views]));
    on.graph.output(on.graph.node("Identity", [folded.name], {}, { output: "folded" }), "float32", [rows, width]);
    return weighted(on, folded);
  });
  const loaded = await onnxRunner.load(step.bytes);
  const outputs = await loaded.run({ aligned: floats(aligned, shape), scores: floats(scores, [rows, views]) });
  await loaded.close();
  const of = (name: string) => outputs[name]?.data as Float32Array;
  return { folded: of("folded"), aligned: of(gradientName("aligned")), scores: of(gradientName("scores")) };
}

/** The fold of src/symmetrize on the same numbers; a view's input is its score. */
function expected(fold: Fold<number>, aligned: Float32Array, scores: Float32Array): readonly number[] {
  return Array.from({ length: rows }, (_, row) => {
    const seen = Array.from({ length: views }, (_, view): View<number> => {
      const at = (row * views + view) * width;
      const own = aligned.slice(at, at + width);
      return { input: scores[row * views + view] as number, raw: own, aligned: own };
    });
    return [...fold(seen)];
  }).flat();
}

describe.each(Object.entries(foldings))("%s on the tape", (_, { graph, fold }) => {
  it("has the value of the fold of src/symmetrize, ties included", async () => {
    const score = fc.constantFrom(-1, 0, 0.5, 2);
    await fc.assert(
      fc.asyncProperty(
        fc.array(score, { minLength: rows * views, maxLength: rows * views }),
        fc.nat(1000),
        async (list, seed) => {
          const [aligned, scores] = [numbers(elementCount(shape), seed), Float32Array.from(list)];
          const { folded } = await run(graph, aligned, scores);
          const wanted = expected(fold, aligned, scores);
          for (const [i, value] of folded.entries()) expect(value).toBeCloseTo(wanted[i] as number, 6);
        },
      ),
      { numRuns: 25 },
    );
  });
});

const scored = (on: Tape) => tanh(on, on.parameter("scores", [rows, views]));

it.each<[string, Folding]>([
  ["equitune", (on, aligned) => equituneViews(on, aligned)],
  ["λ-equitune", softmaxViews],
])("%s: the gradient is the slope", async (_, graph) => {
  const build = (on: Tape) => weighted(on, graph(on, tanh(on, on.parameter("aligned", shape)), scored(on)));
  expect(await gradientError(build)).toBeLessThan(1e-3);
});

const unequal = (on: Tape) => straightThrough(on, on.parameter("a", [2]), on.parameter("b", [3]));

describe("straight through", () => {
  const aligned = numbers(elementCount(shape), 4);
  const scores = Float32Array.of(3, 1, 2, 1, 3, 2);

  it("equizero gets the gradient of equitune, or of its own view, and none into the losses", async () => {
    const even = await run((on, outputs) => equituneViews(on, outputs), aligned, scores);
    const zero = await run(equizeroViews, aligned, scores);
    expect(zero.aligned).toEqual(even.aligned);
    expect(zero.scores).toEqual(new Float32Array(rows * views));
    const own = await run(
      (on, outputs, losses) => equizeroViews(on, outputs, losses, { base: "own" }),
      aligned,
      scores,
    );
    const weights = numbers(rows * width, 99);
    const wanted = Array.from({ length: rows }, (_, row) => [
      ...weights.slice(row * width, (row + 1) * width),
      ...new Float32Array((views - 1) * width),
    ]).flat();
    // −0 is 0 here.
    expect(Array.from(own.aligned, (d) => d + 0)).toEqual(wanted);
  });

  it("passes over a view that is not chosen, whatever it holds", async () => {
    const { folded } = await run(equizeroViews, aligned.with(0, Infinity), scores);
    expect([...folded]).toEqual(
      expected(
        equizero(({ input }) => input),
        aligned,
        scores,
      ),
    );
  });

  it("stops the gradient of the value: (value − base) adds nothing", async () => {
    const step = trainingGraph((on) => {
      const x = on.parameter("x", [3]);
      return sum(on, straightThrough(on, multiply(on, x, x), x));
    });
    const loaded = await onnxRunner.load(step.bytes);
    const outputs = await loaded.run({ x: floats(Float32Array.of(1, 2, 3), [3]) });
    expect([outputs["loss"]?.data[0], outputs[gradientName("x")]?.data]).toEqual([14, Float32Array.of(1, 1, 1)]);
    await loaded.close();
  });

  it("refuses values of two shapes", () => {
    expect(() => trainingGraph(unequal)).toThrow("found [2] and [3]");
  });
});
