import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Action, onEach, onEntries } from "../../../src/group/action.ts";
import type { Group } from "../../../src/group/group.ts";
import { permutationAction } from "../../../src/group/permutation-action.ts";
import { symmetric } from "../../../src/group/symmetric.ts";
import { key } from "../../../src/math/random.ts";
import { onnxRunner } from "../../../src/models/graph-runner.ts";
import { type CellName, cellNames } from "../../../src/networks/seq2seq/cell-name.ts";
import { greedyDecoder, type GreedyDecoder } from "../../../src/networks/seq2seq/decode.ts";
import { sourceFeeds, targetFeeds } from "../../../src/networks/seq2seq/feeds.ts";
import { groupDecoder, spreadingGraph } from "../../../src/networks/seq2seq/group-decoder.ts";
import { type GroupShape, groupPlans, spreadShape } from "../../../src/networks/seq2seq/group-shape.ts";
import { groupStep } from "../../../src/networks/seq2seq/group-step.ts";
import { initialValues } from "../../../src/networks/seq2seq/initial-values.ts";
import type { TensorValues } from "../../../src/networks/seq2seq/weights.ts";
import { elementCount } from "../../../src/onnx/tensor.ts";
import { scanSymmetry } from "../../../src/scan/symmetry.ts";
import type { RunTensors } from "../../../src/train/graph-runner.ts";
import { gradientName } from "../../../src/train/training-graph.ts";
import { expectEquivariant } from "../../laws.ts";
import { floats, numbers } from "../../train/gradient-check.ts";
import { plainLogProbabilities } from "./plain-network.ts";

type Tokens = readonly number[];
const scanned = (kind: "pair" | "verbs", units: number): Omit<GroupShape, "cell"> => {
  const { words, actions } = scanSymmetry("add_jump", kind);
  return { group: words.group, words: { count: 15, action: words }, actions: { count: 8, action: actions }, units };
};

// Three words in any order, and their actions: a group in which ab is not ba.
const s3 = symmetric(3);
const three = (count: number): Action<number> => {
  const arrangements = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const tables = arrangements.map((to) =>
    Int32Array.from({ length: count }, (_, i) => (i >= 2 && i <= 4 ? 2 + to[i - 2]! : i)),
  );
  return permutationAction(s3, tables);
};
const anyOrder = {
  group: s3,
  words: { count: 7, action: three(7) },
  actions: { count: 6, action: three(6) },
  units: 3,
};

test.for([
  ["rnn", "pair", 150_983],
  ["gru", "pair", 315_591],
  ["lstm", "pair", 397_895],
  ["lstm", "verbs", 791_109],
] as const)("a G-%s for the %s has %i parameters", ([cell, kind, expected]) => {
  const plans = groupPlans({ cell, ...scanned(kind, 64) });
  expect(plans.reduce((sum, { shape }) => sum + elementCount(shape), 0)).toBe(expected);
});

const tensorsOf = (shape: GroupShape, values: TensorValues): RunTensors =>
  Object.fromEntries(groupPlans(shape).map(({ name, shape: dims }) => [name, floats(values[name]!, dims)]));

/** The plain network's tensors. */
async function spread(shape: GroupShape, values: TensorValues): Promise<TensorValues> {
  const graph = await onnxRunner.load(spreadingGraph(shape).bytes);
  const outputs = await graph.run(tensorsOf(shape, values));
  await graph.close();
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { data }]) => [name.slice("plain.".length), data as Float32Array]),
  );
}

test("spread filters are the group convolution, lifts and readouts the sums over g⁻¹·w", async () => {
  const shape: GroupShape = { cell: "gru", ...anyOrder };
  const values = initialValues(groupPlans(shape), key(4));
  const plain = await spread(shape, values);
  const [k, order] = [shape.units, s3.order];
  const times = (a: number, b: number): number => s3.multiply(s3.elements[a]!, s3.elements[b]!);
  const inverse = (a: number): number => s3.inverse(s3.elements[a]!);
  const found: number[] = [];
  const wanted: number[] = [];
  // decoder.hidden: gates (3) of 2·K channels; unit (block, g, k) of the state, block a direction.
  const [psi, from, to] = [values["decoder.hidden.weight"]!, 2 * k, 6 * k];
  for (let h = 0; h < order; h++)
    for (let g = 0; g < order; g++)
      for (let i = 0; i < from; i++)
        for (let j = 0; j < to; j++) {
          const place = (channel: number, element: number): number =>
            Math.floor(channel / k) * order * k + element * k + (channel % k);
          found.push(plain["decoder.hidden.weight"]![place(i, h) * to * order + place(j, g)]!);
          wanted.push(psi[(times(inverse(g), h) * from + i) * to + j]!);
        }
  for (let w = 0; w < 6; w++)
    for (let g = 0; g < order; g++)
      for (let i = 0; i < 2 * k; i++) {
        const unit = Math.floor(i / k) * order * k + g * k + (i % k);
        const moved = shape.actions.action.apply(s3.inverse(s3.elements[g]!), w);
        found.push(
          plain["decoder.embedding"]![w * 2 * k * order + unit]!,
          plain["decoder.output.weight"]![unit * 6 + w]!,
        );
        wanted.push(
          values["decoder.embedding"]![moved * 2 * k + i]!,
          values["decoder.output.weight"]![moved * 2 * k + i]!,
        );
      }
  expect(found).toEqual(wanted);
});

const sizes = { source: 8, limit: 12, rows: 4 };
/** Commands that no element but the identity fixes: in the others' outputs the actions of an orbit tie, and greedy decoding takes the first of them. */
const commands = ({ count, action }: GroupShape["words"]): fc.Arbitrary<Tokens> =>
  fc
    .array(fc.integer({ min: 2, max: count - 1 }), { minLength: 1, maxLength: 7 })
    .map((list) => [...list, 1])
    .filter((list) => action.group.elements.slice(1).every((g) => list.some((word) => action.apply(g, word) !== word)));

/** Decoding moves with its source: within 10⁻⁵ of the size of log-probabilities, which is about 5. */
async function expectDecodingEquivariant(shape: GroupShape, values: TensorValues, decoder: GreedyDecoder) {
  const width = shape.actions.count;
  const columns: Action<number> = {
    group: shape.group,
    apply: (g, i) => i - (i % width) + shape.actions.action.apply(g, i % width),
  };
  const decode = async (source: Tokens): Promise<Float32Array> =>
    (await decoder.decode(values, [source]))[0] as Float32Array;
  const sides = { input: onEach(shape.words.action), output: onEntries(columns) };
  try {
    await expectEquivariant(decode, sides, commands(shape.words), 5e-5);
  } finally {
    await decoder.close();
  }
}

const groups = [
  ["run and jump", scanned("pair", 4)],
  ["four verbs", scanned("verbs", 4)],
  ["any order of three", anyOrder],
] as const;

/** The law for a network that takes g for g⁻¹ everywhere. */
async function expectWrongly(cell: CellName, sides: Omit<GroupShape, "cell">): Promise<void> {
  const group: Group = { ...sides.group, inverse: (g) => g };
  const over = (set: GroupShape["words"]) => ({ ...set, action: { ...set.action, group } });
  const wrong = { cell, ...sides, group, words: over(sides.words), actions: over(sides.actions) };
  const values = initialValues(groupPlans(wrong), key(1, cell));
  await expectDecodingEquivariant({ cell, ...sides }, values, await groupDecoder(onnxRunner, wrong, sizes));
}

describe.for(cellNames)("%s", (cell) => {
  test.for(groups)("%s: decodes equivariantly, whatever its shared values", { timeout: 60_000 }, async ([, sides]) => {
    const shape = { cell, ...sides };
    for (const seed of [1, 2]) {
      const values = initialValues(groupPlans(shape), key(seed, cell));
      await expectDecodingEquivariant(shape, values, await groupDecoder(onnxRunner, shape, sizes));
    }
  });

  test("a bias of its own for each action breaks the law", async () => {
    const shape = { cell, ...groups[0][1] };
    const plain = await spread(shape, initialValues(groupPlans(shape), key(1, cell)));
    const free = { ...plain, "decoder.output.bias": numbers(8, 3) };
    const decoder = await greedyDecoder(onnxRunner, spreadShape(shape), sizes);
    await expect(expectDecodingEquivariant(shape, free, decoder)).rejects.toThrow("Property failed");
  });

  test("g in place of g⁻¹ passes on a pair and breaks the law on the four verbs", { timeout: 60_000 }, async () => {
    await expectWrongly(cell, groups[0][1]);
    await expect(expectWrongly(cell, groups[1][1])).rejects.toThrow("Property failed");
  });

  describe("on three words", () => {
    const shape = { cell, ...anyOrder };
    const values = initialValues(groupPlans(shape), key(6, cell));
    const [source, target] = [
      [3, 4, 2, 5, 1],
      [2, 3, 4, 1],
    ];

    test("decodes as the plain network with the spread tensors, its end mark read last in both directions", async () => {
      const plain = await spread(shape, values);
      const decoder = await groupDecoder(onnxRunner, shape, sizes);
      const [found] = await decoder.decode(values, [source]);
      await decoder.close();
      const rows = plainLogProbabilities(spreadShape(shape), plain, source, (row, at) => {
        const best = row.indexOf(Math.max(...row));
        return best === 1 || at === sizes.limit - 1 ? undefined : best;
      });
      for (const [i, value] of rows.flat().entries()) expect(found![i]).toBeCloseTo(value, 4);
    });

    test.for([true, false])(
      "a step's loss is the mean over the counted positions, and its gradients the slopes, fed the target: %s",
      async (forced) => {
        const graph = await onnxRunner.load(groupStep(shape, { rows: 2, source: 6, target: 5, forced }).bytes);
        const wide = 2 * s3.order * shape.units;
        const feeds: RunTensors = {
          ...sourceFeeds([source, [2, 1]], 6, "endLast"),
          ...targetFeeds([target, [4, 1]], 5, forced),
          "target.kept": floats(new Float32Array(10 * wide).fill(1), [10, wide]),
        };
        const loss = async (of: TensorValues): Promise<number> =>
          Number((await graph.run({ ...feeds, ...tensorsOf(shape, of) }))["loss"]?.data[0]);
        const plain = await spread(shape, values);
        const losses = [
          [source, target],
          [
            [2, 1],
            [4, 1],
          ],
        ].map(([from, to]) => {
          const rows = plainLogProbabilities(spreadShape(shape), plain, from!, (row, at) => {
            const best = row.indexOf(Math.max(...row));
            if (best === 1 || at === to!.length - 1) return undefined;
            return forced ? to![at] : best;
          });
          return rows.reduce((sum, row, at) => sum - row[to![at]!]!, 0) / rows.length;
        });
        expect(await loss(values)).toBeCloseTo((losses[0]! + losses[1]!) / 2, 4);
        const outputs = await graph.run({ ...feeds, ...tensorsOf(shape, values) });
        const wrong: string[] = [];
        for (const { name, shape: dims } of groupPlans(shape)) {
          const d = numbers(elementCount(dims), 55);
          const at = (k: number): Promise<number> =>
            loss({ ...values, [name]: values[name]!.map((x, j) => x + k * 0.003 * d[j]!) });
          const numeric = (8 * ((await at(1)) - (await at(-1))) - ((await at(2)) - (await at(-2)))) / 0.036;
          const gradient = outputs[gradientName(name)]?.data ?? [];
          const analytic = d.reduce((sum, x, j) => sum + x * Number(gradient[j]), 0);
          if (Math.abs(analytic - numeric) / (1 + Math.abs(numeric)) > 2e-3)
            wrong.push(`${name}: ${analytic}, ${numeric}`);
        }
        await graph.close();
        expect(wrong).toEqual([]);
      },
    );
  });
});
