import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { key } from "../../../src/math/random.ts";
import { onnxRunner } from "../../../src/models/graph-runner.ts";
import { cellNames } from "../../../src/networks/seq2seq/cell-name.ts";
import { greedyDecoder, type GreedyDecoder, readTokens } from "../../../src/networks/seq2seq/decode.ts";
import { sourceFeeds, targetFeeds } from "../../../src/networks/seq2seq/feeds.ts";
import { initialValues } from "../../../src/networks/seq2seq/initial-values.ts";
import { type Seq2seqShape, tensorPlans } from "../../../src/networks/seq2seq/shape.ts";
import { seq2seqStep } from "../../../src/networks/seq2seq/training-step.ts";
import type { TensorValues } from "../../../src/networks/seq2seq/weights.ts";
import { elementCount } from "../../../src/onnx/tensor.ts";
import type { RunTensors } from "../../../src/train/graph-runner.ts";
import { gradientName } from "../../../src/train/training-graph.ts";
import { floats, numbers } from "../../train/gradient-check.ts";
import { plainLogProbabilities } from "./plain-network.ts";

test.for([
  ["rnn", 85_576],
  ["gru", 184_904],
  ["lstm", 234_568],
] as const)("%s has as many parameters as the published network: %i", ([cell, expected]) => {
  const plans = tensorPlans({ cell, words: 15, actions: 8, units: 64 });
  expect(plans.reduce((sum, { shape }) => sum + elementCount(shape), 0)).toBe(expected);
});

describe.for(cellNames)("%s", (cell) => {
  const shape: Seq2seqShape = { cell, words: 7, actions: 5, units: 4 };
  const plans = tensorPlans(shape);
  const drawn = initialValues(plans, key(8, cell));
  // Units of relu far from 0 on either side: its kink would spoil finite differences.
  const values: TensorValues = {
    ...drawn,
    "decoder.combine.bias": Float32Array.from({ length: 8 }, (_, i) => (i % 3 === 0 ? -4 : 4)),
  };
  const source = [3, 4, 2, 1];
  const target = [2, 3, 4, 1];
  const kept = numbers(40, 8).map((x) => (x > -0.5 ? 1.1 : 0));
  const sizes = { source: 6, limit: 7, rows: 3 };
  let decoder: GreedyDecoder;
  beforeAll(async () => {
    decoder = await greedyDecoder(onnxRunner, shape, sizes);
  });
  afterAll(() => decoder.close());

  const tensors = (of: TensorValues): RunTensors =>
    Object.fromEntries(plans.map(({ name, shape: dims }) => [name, floats(of[name]!, dims)]));

  test("greedy decoding gives the network written out in loops", async () => {
    const [found] = await decoder.decode(values, [source]);
    const rows = plainLogProbabilities(shape, values, source, (row, at) => {
      const best = row.indexOf(Math.max(...row));
      return best === 1 || at === sizes.limit - 1 ? undefined : best;
    });
    const expected = [...rows.flat(), ...Array<number>((sizes.limit - rows.length) * 5).fill(0)];
    for (const [i, value] of expected.entries()) expect(found![i]).toBeCloseTo(value, 4);
  });

  test("a row decodes to the same bits whatever its neighbours and however many there are", async () => {
    const others = [
      [5, 1],
      [6, 5, 4, 3, 2, 1],
      [2, 2, 1],
      [4, 1],
      [3, 3, 3, 1],
    ];
    const [alone] = await decoder.decode(values, [source]);
    const among = await decoder.decode(values, [...others, source]);
    expect(among[5]).toEqual(alone);
    const wide = await greedyDecoder(onnxRunner, shape, { ...sizes, rows: 16 });
    const [inWide] = await wide.decode(values, [source, ...others]);
    await wide.close();
    expect(inWide).toEqual(alone);
  });

  test.for([true, false])("a training step's loss and gradients are right, fed the target: %s", async (forced) => {
    const { bytes } = seq2seqStep(shape, { rows: 1, source: 6, target: 5, forced });
    const graph = await onnxRunner.load(bytes);
    const feeds: RunTensors = {
      ...sourceFeeds([source], 6),
      ...targetFeeds([target], 5, forced),
      "target.kept": floats(kept, [5, 8]),
    };
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

  test.for([true, false])(
    "without dropout the loss is that of the network written out, fed the target: %s",
    async (forced) => {
      const graph = await onnxRunner.load(seq2seqStep(shape, { rows: 1, source: 6, target: 5, forced }).bytes);
      const ones = floats(new Float32Array(40).fill(1), [5, 8]);
      const feeds = { ...sourceFeeds([source], 6), ...targetFeeds([target], 5, forced), "target.kept": ones };
      const found = Number((await graph.run({ ...feeds, ...tensors(values) }))["loss"]?.data[0]);
      await graph.close();
      let expected = 0;
      plainLogProbabilities(shape, values, source, (row, at) => {
        expected -= row[target[at]!]!;
        const best = row.indexOf(Math.max(...row));
        if (best === 1 || at === target.length - 1) return undefined;
        return forced ? target[at] : best;
      });
      expect(found).toBeCloseTo(expected, 4);
    },
  );
});

/** Rows of log-probabilities over 3 tokens, the most probable ones given. */
const rowsOf = (...best: readonly number[]): Float32Array =>
  Float32Array.from(best.flatMap((token) => [0, 1, 2].map((i) => (i === token ? -0.1 : -3))));

test("tokens are read up to the first end mark; without one the last is left out", () => {
  expect(readTokens(rowsOf(2, 0, 1, 2), 3)).toEqual([2, 0, 1]);
  expect(readTokens(rowsOf(2, 0, 2, 2), 3)).toEqual([2, 0, 2]);
});

test("a source or target that does not fit is refused", () => {
  expect(() => sourceFeeds([[1, 1, 1]], 2)).toThrow("expected a source of 1 to 2 tokens but found 3");
  expect(() => targetFeeds([[]], 2, true)).toThrow("expected a target of 1 to 2 tokens but found 0");
});
