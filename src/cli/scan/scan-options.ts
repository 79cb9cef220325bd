import type { TrainedFold } from "../../networks/seq2seq/symmetrized-step.ts";
import type { CellName } from "../../networks/seq2seq/cell-name.ts";
import type { MethodName, PartName } from "../../pipelines/scan/methods.ts";
import type { RecipeName } from "../../pipelines/scan/recipe.ts";
import type { StageName } from "../../pipelines/scan/table-runs.ts";
import type { SequenceLossName } from "../../scan/sequence-loss.ts";
import type { SplitName } from "../../scan/split.ts";
import type { SymmetryKind } from "../../scan/symmetry.ts";
import type { StraightThroughBase } from "../../train/fold.ts";

interface ScanOptions {
  readonly split: SplitName;
  readonly cell: CellName;
  readonly threads: number;
  readonly json?: boolean;
  readonly plain?: boolean;
}

export interface ScanTrainOptions extends ScanOptions {
  readonly recipe: RecipeName;
  readonly model: "plain" | "group";
  readonly group?: SymmetryKind;
  readonly steps?: number;
  readonly seed: number;
  readonly out: string;
}

export interface ScanFinetuneOptions extends ScanOptions {
  readonly from?: string;
  readonly method: TrainedFold["method"];
  readonly straightThrough?: StraightThroughBase;
  readonly loss?: SequenceLossName;
  readonly rate?: number;
  readonly steps?: number;
  readonly out: string;
}

export interface ScanEvalOptions extends ScanOptions {
  readonly checkpoint?: string;
  readonly part: PartName;
  readonly methods?: readonly MethodName[];
  readonly loss?: SequenceLossName;
  readonly group?: SymmetryKind;
  readonly limit?: number;
}

export interface ScanTableOptions {
  readonly out: string;
  readonly recipe: RecipeName;
  readonly cells: readonly CellName[];
  readonly seeds: readonly number[];
  readonly stages: readonly StageName[];
  readonly jobs: number;
  readonly train: boolean;
  readonly limit?: number;
  readonly loss: SequenceLossName;
  readonly note: readonly string[];
  readonly keep?: string;
  readonly json?: boolean;
  readonly plain?: boolean;
}
