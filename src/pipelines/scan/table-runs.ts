import { type CellName } from "../../networks/seq2seq/cell-name.ts";
import { type SplitName, splitNames } from "../../scan/split.ts";
import type { MethodName } from "./methods.ts";
import type { tunedMethods } from "./published.ts";
import { fineTuning, type Recipe } from "./recipe.ts";

/** What a table trains, in this order: plain networks, those fine-tuned, and permutation-equivariant ones. */
export const stageNames = ["base", "finetuned", "group"] as const;
export type StageName = (typeof stageNames)[number];

const kinds = { base: ["base"], finetuned: ["equitune", "equizero"], group: ["group"] } as const;
type RunKind = (typeof kinds)[StageName][number];

/** One training of the table. */
export interface TableRun {
  readonly split: SplitName;
  readonly cell: CellName;
  readonly seed: number;
  /** The method of a fine-tuning, or what else is trained. */
  readonly kind: RunKind;
}

/** The trainings of a table, in the order in which they are worth having: stage by stage, in it cell by cell, and each seed for both splits before the next. */
export const tableRuns = (
  cells: readonly CellName[],
  seeds: readonly number[],
  stages: readonly StageName[] = stageNames,
): readonly TableRun[] =>
  stageNames
    .filter((stage) => stages.includes(stage))
    .flatMap((stage) =>
      cells.flatMap((cell) =>
        seeds.flatMap((seed) =>
          splitNames.flatMap((split) => kinds[stage].map((kind) => ({ split, cell, seed, kind }))),
        ),
      ),
    );

/** The training that a fine-tuning begins from; undefined for the others. */
export const baseOf = (run: TableRun): TableRun | undefined =>
  run.kind === "equitune" || run.kind === "equizero" ? { ...run, kind: "base" } : undefined;

/** The name of a training's folder. */
export const runName = ({ cell, split, seed, kind }: TableRun): string =>
  `${cell}-${split}-${seed}${kind === "base" ? "" : `-${kind}`}`;

/** A training in words. */
export const runInWords = ({ cell, split, seed, kind }: TableRun): string =>
  `${cell} on ${split}, seed ${seed}${kind === "base" ? "" : `, ${kind}`}`;

/** How many steps a training has. */
export const runSteps = (run: TableRun, recipe: Recipe): number =>
  baseOf(run) === undefined ? recipe.steps : fineTuning(run.split).steps;

/** The name under which a table has what a method measured with a run's network. */
export const tableMethod = ({ kind }: TableRun, method: MethodName): MethodName | (typeof tunedMethods)[number] => {
  if (kind === "base") return method;
  return kind === "group" ? "group" : `${kind} fine-tuned`;
};
