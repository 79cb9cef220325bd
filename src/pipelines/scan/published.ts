import type { Published } from "../../experiment/evaluation.ts";
import type { CellName } from "../../networks/seq2seq/cell-name.ts";
import type { SplitName } from "../../scan/split.ts";
import { methodNames } from "./methods.ts";

/** Percent: mean and deviation over three seeds on validation, then on the test. */
type Figures = readonly [number, number, number, number];

/** Tables 2, 8 and 9 of Basu et al. 2023 (arXiv:2305.09900): base, equitune and equizero without fine-tuning. */
const tables: Readonly<Record<CellName, Readonly<Record<SplitName, readonly [Figures, Figures, Figures]>>>> = {
  lstm: {
    add_jump: [
      [99.1, 0.3, 0, 0],
      [62.5, 1.5, 7.1, 1.3],
      [98.4, 0.9, 75.2, 1.5],
    ],
    around_right: [
      [98.9, 0.7, 0.4, 0.7],
      [80.5, 4.5, 28.2, 12.9],
      [98.7, 5.8, 81.7, 2.4],
    ],
  },
  gru: {
    add_jump: [
      [96.9, 1.2, 0, 0],
      [68.8, 3.1, 20.7, 4.8],
      [96.5, 0.8, 73.9, 0.7],
    ],
    around_right: [
      [97.7, 0.9, 0.1, 0.1],
      [82.9, 4.6, 35.7, 14.4],
      [97.3, 1, 77.9, 3.05],
    ],
  },
  rnn: {
    add_jump: [
      [91.4, 2.2, 0.2, 0.1],
      [56.7, 1.4, 3.7, 1.3],
      [85.8, 8.6, 58.6, 16.3],
    ],
    around_right: [
      [94.9, 1.8, 5.9, 5.2],
      [81.6, 5.1, 36.4, 11.1],
      [88.5, 7.7, 56.6, 2.5],
    ],
  },
};

/** Tables 10 to 12: the permutation-equivariant network trained from scratch, and the plain one fine-tuned by equitune and by equizero. */
const tunedTables: typeof tables = {
  lstm: {
    add_jump: [
      [99.4, 0.8, 98.3, 1.4],
      [98.9, 0.7, 97.9, 1],
      [98.3, 1.1, 97.9, 0.8],
    ],
    around_right: [
      [98.4, 0.6, 89.6, 1.9],
      [99.8, 0.2, 95.7, 3.6],
      [98.2, 1, 92.5, 1.8],
    ],
  },
  gru: {
    add_jump: [
      [99.6, 0.1, 99.8, 0.1],
      [95.7, 0.6, 81.1, 8.3],
      [96.4, 2.4, 93.6, 0.8],
    ],
    around_right: [
      [97.1, 1.4, 82.7, 5.8],
      [99.4, 0.2, 91.6, 2.6],
      [93.6, 1.8, 74.6, 6.9],
    ],
  },
  rnn: {
    add_jump: [
      [93.2, 4.6, 87.4, 8.6],
      [92.2, 4.2, 83.9, 6.5],
      [91.7, 6.1, 84.8, 9.8],
    ],
    around_right: [
      [96.6, 1.2, 84.5, 1.9],
      [97.7, 0.9, 78.4, 8],
      [89.5, 5.5, 64.3, 17.1],
    ],
  },
};

/** What `tunedTables` hold, as the settings of an evaluation name it. */
export const tunedMethods = ["group", "equitune fine-tuned", "equizero fine-tuned"] as const;

const figuresOf = (of: typeof tables, methods: readonly string[]): readonly Published[] =>
  Object.entries(of).flatMap(([cell, bySplit]) =>
    Object.entries(bySplit).flatMap(([split, byMethod]) =>
      byMethod.flatMap(([validation, validationDeviation, test, testDeviation], i) => {
        const settings = { cell, split, method: methods[i] as string };
        return [
          {
            settings: { ...settings, part: "validation" },
            mean: validation / 100,
            deviation: validationDeviation / 100,
          },
          { settings: { ...settings, part: "test" }, mean: test / 100, deviation: testDeviation / 100 },
        ].map((figure) => ({ ...figure, isApproximate: false }));
      }),
    ),
  );

/** The published accuracy of each method, by cell, split and part. */
export const published: readonly Published[] = [
  ...figuresOf(tables, methodNames),
  ...figuresOf(tunedTables, tunedMethods),
];
