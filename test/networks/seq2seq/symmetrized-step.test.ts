import { describe, expect, test } from "vitest";
import { onEach, onEntries } from "../../../src/group/action.ts";
import { cyclic } from "../../../src/group/cyclic.ts";
import { permutationAction } from "../../../src/group/permutation-action.ts";
import { key } from "../../../src/math/random.ts";
import { onnxRunner } from "../../../src/models/graph-runner.ts";
import { cellNames } from "../../../src/networks/seq2seq/cell-name.ts";
import { greedyDecoder } from "../../../src/networks/seq2seq/decode.ts";
import { beforeFeeds, sourceFeeds, targetFeeds } from "../../../src/networks/seq2seq/feeds.ts";
import { initialValues } from "../../../src/networks/seq2seq/initial-values.ts";
import { type Seq2seqShape, tensorPlans } from "../../../src/networks/seq2seq/shape.ts";
import { symmetrizedStep, type TrainedFold } from "../../../src/networks/seq2seq/symmetrized-step.ts";
import { seq2seqStep } from "../../../src/networks/seq2seq/training-step.ts";
import type { TensorValues } from "../../../src/networks/seq2seq/weights.ts";
import { elementCount } from "../../../src/onnx/tensor.ts";
import { sequenceLosses, sequenceLossNames } from "../../../src/scan/sequence-loss.ts";
import { equitune } from "../../../src/symmetrize/equitune.ts";
import { equizero } from "../../../src/symmetrize/equizero.ts";
import { type Fold, type Model, symmetrize } from "../../../src/symmetrize/symmetrize.ts";
import type { RunTensors } from "../../../src/train/graph-runner.ts";
import { gradientName } from "../../../src/train/training-graph.ts";
import { floats, numbers } from "../../train/gradient-check.ts";
import { plainLogProbabilities } from "./plain-network.ts";

type Tokens = readonly number[];

// Three words in a cycle, and their actions: g in place of g⁻¹ shows on three.
const group = cyclic(3);
const cycle = (size: number) =>
  permutationAction(
    group,
    group.elements.map((g) =>
      Int32Array.from({ length: size }, (_, i) => (i >= 2 && i <= 4 ? 2 + ((i - 2 + g) % 3) : i)),
    ),
  );
const [words, actions] = [cycle(7), cycle(6)];
const width = 6;
const columns = {
  group,
  apply: (g: (typeof group.elements)[number], i: number) => i - (i % width) + actions.apply(g, i % width),
};
const sides = { input: onEach(words), output: onEntries(columns) };
const images = actions.images.map((table) => [...table]);
const padded = { source: 6, target: 7 };

const folds: readonly (readonly [string, TrainedFold, Fold<Tokens>])[] = [
  ["equitune", { method: "equitune" }, equitune()],
  ...sequenceLossNames.map(
    (loss) =>
      [
        `equizero by ${loss}`,
        { method: "equizero", straightThrough: "equitune", ...(loss !== "perStepMean" && { loss }) },
        equizero<Tokens>(({ raw }) => sequenceLosses[loss](raw, width)),
      ] as const,
  ),
];

/** Some examples, drawn: sources and targets as token ids with their end marks. */
const examples = Array.from({ length: 8 }, (_, i) => {
  const draw = [...numbers(12, 31 + i)].map((x) => 2 + Math.floor(2 * (x + 1)));
  return { source: [...draw.slice(0, 1 + (i % 5)), 1], target: [...draw.slice(6, 6 + 2 + (i % 4)), 1] };
});

/** The loss of one example by the definition: the target's rows, up to the first whose greatest entry is the end mark's. */
function plainLoss(rows: Float32Array, target: Tokens): number {
  let loss = 0;
  for (const [at, token] of target.slice(0, countedRows(rows, target)).entries()) loss -= rows[at * width + token]!;
  return loss;
}

const isEnd = (row: Float32Array): boolean => row.indexOf(Math.max(...row)) === 1;
const rowOf = (rows: Float32Array, at: number): Float32Array => rows.subarray(at * width, (at + 1) * width);
const countedRows = (rows: Float32Array, target: Tokens): number => {
  const end = target.findIndex((_, at) => isEnd(rowOf(rows, at)));
  return end === -1 ? target.length : end + 1;
};

describe.for(cellNames)("%s", (cell) => {
  const shape: Seq2seqShape = { cell, words: 7, actions: width, units: 4 };
  const plans = tensorPlans(shape);
  const drawn = initialValues(plans, key(9, cell));
  // Units of relu far from 0 on either side: its kink would spoil finite differences.
  const values: TensorValues = {
    ...drawn,
    "decoder.combine.bias": Float32Array.from({ length: 8 }, (_, i) => (i % 3 === 0 ? -4 : 4)),
  };
  // Networks whose views differ, and end now and then.
  const lively = Array.from({ length: 8 }, (_, seed): TensorValues => ({
    ...Object.fromEntries(
      Object.entries(initialValues(plans, key(seed, cell))).map(([name, value]) => [name, value.map((x) => 3 * x)]),
    ),
    "decoder.output.bias": Float32Array.of(-3, 1, 0.2, 0, -0.1, 0.1),
  }));
  const tensors = (of: TensorValues): RunTensors =>
    Object.fromEntries(plans.map(({ name, shape: dims }) => [name, floats(of[name]!, dims)]));
  const feedsOf = (chosen: typeof examples, forced: boolean, kept?: Float32Array): RunTensors => {
    const all = chosen.flatMap(({ source, target }) =>
      group.elements.map((g) => ({
        source: sides.input.apply(g, source),
        target: target.map((x) => actions.apply(g, x)),
      })),
    );
    const count = all.length * padded.target * 8;
    return {
      ...sourceFeeds(
        all.map(({ source }) => source),
        padded.source,
      ),
      ...targetFeeds(
        chosen.map(({ target }) => target),
        padded.target,
        false,
      ),
      ...(forced
        ? beforeFeeds(
            all.map(({ target }) => target),
            padded.target,
          )
        : {}),
      "target.kept": floats(kept ?? new Float32Array(count).fill(1), [padded.target * all.length, 8]),
    };
  };
  const stepOf = (rows: number, forced: boolean, fold: TrainedFold) =>
    onnxRunner.load(symmetrizedStep(shape, { ...padded, rows, forced }, images, fold).bytes);

  /** The base model's rows for one example, fed g·target where forced. */
  const model =
    (values: TensorValues, target: Tokens, forced: boolean): Model<Tokens> =>
    async (inputs) => {
      if (forced)
        return inputs.map((source, i) => {
          const own = target.map((x) => actions.apply(group.elements[i]!, x));
          const rows = plainLogProbabilities(shape, values, source, (_, at) =>
            at === target.length - 1 ? undefined : own[at],
          );
          return Float32Array.from(rows.flat());
        });
      const sizes = { source: padded.source, limit: target.length, rows: 3 };
      const decoder = await greedyDecoder(onnxRunner, shape, sizes);
      const outputs = await decoder.decode(values, inputs);
      await decoder.close();
      return outputs;
    };

  describe.for(folds)("%s", ([, fold, plainFold]) => {
    test.for([true, false])(
      "the loss is that of views decoded apart and folded by src/symmetrize, fed the target: %s",
      async (forced) => {
        const graph = await stepOf(1, forced, fold);
        const together = await stepOf(examples.length, forced, fold);
        let endedEarly = 0;
        const apart = async (values: TensorValues, { source, target }: (typeof examples)[number]): Promise<number> => {
          let views: readonly Float32Array[] = [];
          const base = model(values, target, forced);
          const watched: Model<Tokens> = async (inputs) => (views = await base(inputs));
          const [rows] = await symmetrize(watched, plainFold, sides)([source]);
          // For equitune: within the rows that count.
          const last = (fold.method === "equitune" ? countedRows(rows!, target) : target.length) - 1;
          if (views.some((view) => rowOf(view, last).every((x) => x === 0))) endedEarly++;
          return plainLoss(rows!, target);
        };
        for (const values of lively) {
          const wanted: number[] = [];
          for (const example of examples) {
            const found = await graph.run({ ...feedsOf([example], forced), ...tensors(values) });
            wanted.push(await apart(values, example));
            expect(Number(found["loss"]?.data[0])).toBeCloseTo(wanted.at(-1)!, 3);
          }
          const found = await together.run({ ...feedsOf(examples, forced), ...tensors(values) });
          const mean = wanted.reduce((sum, loss) => sum + loss, 0) / examples.length;
          expect(Number(found["loss"]?.data[0])).toBeCloseTo(mean, 3);
        }
        await graph.close();
        await together.close();
        expect(endedEarly > 0).toBe(!forced); // else the rows after a view's end would go untested
      },
    );
  });

  const kept = numbers(3 * padded.target * 8, 8).map((x) => (x > -0.5 ? 1.1 : 0));
  const example = [examples[3]!];

  test.for([true, false])("equitune's gradients are the loss's slopes, fed the target: %s", async (forced) => {
    const graph = await stepOf(1, forced, { method: "equitune" });
    const feeds = feedsOf(example, forced, kept);
    const loss = async (of: TensorValues): Promise<number> =>
      Number((await graph.run({ ...feeds, ...tensors(of) }))["loss"]?.data[0]);
    const outputs = await graph.run({ ...feeds, ...tensors(values) });
    const wrong: string[] = [];
    for (const { name, shape: dims } of plans) {
      const d = numbers(elementCount(dims), 55);
      const at = (k: number): Promise<number> =>
        loss({ ...values, [name]: values[name]!.map((x, j) => x + k * 0.003 * d[j]!) });
      const numeric = (8 * ((await at(1)) - (await at(-1))) - ((await at(2)) - (await at(-2)))) / 0.036;
      const gradient = outputs[gradientName(name)]?.data ?? [];
      const analytic = d.reduce((sum, x, j) => sum + x * Number(gradient[j]), 0);
      if (Math.abs(analytic - numeric) / (1 + Math.abs(numeric)) > 2e-3) wrong.push(`${name}: ${analytic}, ${numeric}`);
    }
    expect(wrong).toEqual([]);
    await graph.close();
  });

  test("equizero's gradient goes straight through to equitune's, or to the example's own view's", async () => {
    // No row is cut off: the gradient of a log-probability's row then depends on the base alone.
    const endless = { ...values, "decoder.output.bias": values["decoder.output.bias"]!.with(1, -9) };
    const gradients = async (
      load: ReturnType<typeof onnxRunner.load>,
      feeds: RunTensors,
    ): Promise<readonly number[]> => {
      const graph = await load;
      const outputs = await graph.run({ ...feeds, ...tensors(endless) });
      await graph.close();
      return plans.flatMap(({ name }) => [...(outputs[gradientName(name)]?.data ?? [])].map(Number));
    };
    const feeds = feedsOf(example, true);
    const [even, shared, own] = [
      await gradients(stepOf(1, true, { method: "equitune" }), feeds),
      await gradients(stepOf(1, true, { method: "equizero", straightThrough: "equitune" }), feeds),
      await gradients(stepOf(1, true, { method: "equizero", straightThrough: "own" }), feeds),
    ];
    const plain = seq2seqStep(shape, { ...padded, rows: 1, forced: true });
    const alone = await gradients(onnxRunner.load(plain.bytes), {
      ...sourceFeeds([example[0]!.source], padded.source),
      ...targetFeeds([example[0]!.target], padded.target, true),
      "target.kept": floats(new Float32Array(padded.target * 8).fill(1), [padded.target, 8]),
    });
    for (const [i, value] of even.entries()) expect(shared[i]).toBeCloseTo(value, 5);
    for (const [i, value] of alone.entries()) expect(own[i]).toBeCloseTo(value, 5);
  });
});
