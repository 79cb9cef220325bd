import type { Evaluation } from "../../experiment/evaluation.ts";
import type { ExperimentResult } from "../../experiment/experiment-result.ts";
import { experimentTable, missingCells } from "../../experiment/experiment-table.ts";
import { type CellName, cellNames } from "../../networks/seq2seq/cell-name.ts";
import { type SplitName, splitNames } from "../../scan/split.ts";
import { methodNames, partNames } from "./methods.ts";
import { published } from "./published.ts";
import type { Recipe } from "./recipe.ts";

/** One training of the table. */
export interface TableRun {
  readonly split: SplitName;
  readonly cell: CellName;
  readonly seed: number;
}

/** The trainings of a table, in the order in which they are worth having: cell by cell, and each seed for both splits before the next. */
export const tableRuns = (cells: readonly CellName[], seeds: readonly number[]): readonly TableRun[] =>
  cells.flatMap((cell) => seeds.flatMap((seed) => splitNames.map((split) => ({ split, cell, seed }))));

/** What a table says beside its figures. */
export interface TableAbout {
  readonly recipe: Recipe;
  readonly seeds: readonly number[];
  /** Examples measured of each part; absent: all. */
  readonly limit?: number | undefined;
  readonly loss: string;
  readonly command: string;
  readonly notes: readonly string[];
}

/** The tables of base, equitune and equizero without fine-tuning, a row for each cell and split, with ours beside the published. */
export function scanTables(evaluations: readonly Evaluation[], about: TableAbout): ExperimentResult {
  const rows = cellNames.flatMap((cell) => splitNames.map((split) => ({ cell, split })));
  const tables = partNames.map((part) =>
    experimentTable(
      {
        title: `SCAN, no fine-tuning, ${part}`,
        rowSettings: ["cell", "split"],
        rows,
        columns: methodNames.map((method) => ({ title: method, settings: { method, part } })),
      },
      evaluations,
      published,
    ),
  );
  const missing = [...new Set(tables.flatMap(missingCells).map(({ cell, split }) => `${cell} on ${split}`))];
  const { recipe } = about;
  return {
    kind: "experiment",
    version: 1,
    title: "Symmetry at decoding on SCAN",
    about: [
      `Sequence-to-sequence networks trained for ${recipe.steps} steps of ${recipe.batch} ${recipe.batch === 1 ? "example" : "examples"} at rate ${recipe.rate} (${recipe.schedule}), seeds ${about.seeds.join(", ")}; exact-sequence accuracy.`,
      `Measured on ${about.limit === undefined ? "all commands" : `${about.limit} commands, drawn once,`} of each part; equizero by ${about.loss}. Published: Basu et al. 2023, arXiv:2305.09900, tables 2, 8 and 9.`,
      "Commands and actions are generated from SCAN's grammar (Lake and Baroni 2018); the published files, BSD licence, hold the same lines.",
    ],
    tables,
    contrasts: [],
    viewWeights: [],
    notes: [...about.notes, ...(missing.length === 0 ? [] : [`Not trained yet: ${missing.join(", ")}.`])],
    command: about.command,
  };
}
