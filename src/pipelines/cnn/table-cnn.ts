import { join } from "node:path";
import type { ExperimentResult } from "../../experiment/experiment-result.ts";
import { namedImageAction } from "../../images/named-action.ts";
import { onnxRunner } from "../../models/graph-runner.ts";
import { findImageClassifier } from "../../models/image-classifier/find-classifier.ts";
import { UserError } from "../../text/user-error.ts";
import { hubOptions } from "../network.ts";
import { adapterOf } from "./adapter.ts";
import { evaluateOrbits, rightOf } from "./evaluate-orbits.ts";
import { type Division, heldOut, splitSet } from "./held-out.ts";
import { type KeptOrbits, keptOrbits } from "./kept-orbits.ts";
import type { CnnNames } from "./open-cnn.ts";
import { orbitsOf } from "./orbit-set.ts";
import type { SeenOrbit } from "./see-orbits.ts";
import { type Measured, tableResult } from "./table-result.ts";
import { type TableRow, tableRows } from "./table-rows.ts";
import { type HeadTraining, publishedRecipe, type TrainedHead, trainHead } from "./train-head.ts";

/** What `cnn table` measures. */
export interface CnnTablePlan extends Omit<CnnNames, "model" | "limit"> {
  readonly models: readonly string[];
  /** The folder of classes that heads and λ-networks are trained on; `data` is measured once, at the end. */
  readonly training: string;
  readonly limit?: number;
  readonly trainingLimit?: number;
  readonly seeds: readonly number[];
  readonly held: number;
  readonly recipe: Pick<HeadTraining, "epochs" | "imagesOfStep" | "rate">;
  readonly out: string;
  /** The command line that makes it again. */
  readonly command: string;
}

/** What is told while it runs. */
export type TableNews =
  | {
      readonly at: "seeing";
      readonly model: string;
      readonly part: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly at: "row"; readonly model: string; readonly row: TableRow; readonly seed: number };

/** Every method on every model, trained and not. What the models see is kept below `out`, so that a run which was killed goes on from there. */
export async function tableCnn(
  plan: CnnTablePlan,
  tell: (news: TableNews) => void = () => {},
): Promise<ExperimentResult> {
  await checkNames(plan);
  const measured: Measured[] = [];
  const kept: KeptOrbits[] = [];
  for (const [i, model] of plan.models.entries()) {
    const see = (part: "test" | "training", data: string, limit: number | undefined): Promise<KeptOrbits> =>
      keptOrbits(
        { ...plan, model, data, ...(limit === undefined ? {} : { limit }) },
        join(plan.out, "seen", `${i + 1}-${part}.evrm`),
        {
          onFound: (labels) => part === "training" && heldOut(labels, divisionOf(plan), data),
          onProgress: (done, total) => tell({ at: "seeing", model, part, done, total }),
        },
      );
    const training = await see("training", plan.training, plan.trainingLimit);
    const test = await see("test", plan.data, plan.limit);
    kept.push(test);
    for (const row of tableRows) {
      for (const seed of row.training === undefined ? plan.seeds.slice(0, 1) : plan.seeds) {
        tell({ at: "row", model: test.name, row, seed });
        measured.push(await measure({ test, training, row, seed }, plan));
      }
    }
  }
  const models = kept.map(({ name }) => name);
  return tableResult({ ...plan, models, images: kept[0]?.set.labels.length ?? 0, measured });
}

/** Throws UserError where two models are called alike: rows of the table are told by the names. */
async function checkNames({ models, network, normalization }: CnnTablePlan): Promise<void> {
  const seen = new Map<string, string>();
  for (const model of models) {
    const { name } = await findImageClassifier(model, hubOptions(network), normalization);
    const other = seen.get(name);
    if (other !== undefined)
      throw new UserError(
        `--models: expected models of different names but found two called "${name}": ${other} and ${model}. Rename one of them.`,
      );
    seen.set(name, model);
  }
}

async function measure(
  {
    test,
    training,
    row,
    seed,
  }: { readonly test: KeptOrbits; readonly training: KeptOrbits; readonly row: TableRow; readonly seed: number },
  plan: CnnTablePlan,
): Promise<Measured> {
  const trained = row.training && (await best(training, row, seed, plan));
  const outcome = await evaluateWith(test, row, plan, trained ?? {});
  return { model: test.name, row, seed, ...outcome };
}

async function evaluateWith(
  { set }: Pick<KeptOrbits, "set">,
  { method }: TableRow,
  plan: CnnTablePlan,
  trained: Pick<TrainedHead, "head" | "lambda">,
): Promise<Pick<Measured, "cells" | "weights">> {
  const adapter = await adapterOf(trained);
  async function* seen(): AsyncGenerator<readonly SeenOrbit[]> {
    for (const orbits of orbitsOf(set)) yield await adapter.relabel(orbits);
  }
  try {
    const { score } = adapter;
    const perturbation = { seed: plan.seeds[0] ?? 0 };
    return await evaluateOrbits(seen(), {
      action: namedImageAction(plan.group),
      methods: [method],
      perturbation,
      ...(score && { score }),
    });
  } finally {
    await adapter.close();
  }
}

/** The epoch that gets most of the held-out training images right when they are moved; of those, the first. */
async function best({ set }: KeptOrbits, row: TableRow, seed: number, plan: CnnTablePlan): Promise<TrainedHead> {
  const { training, validation } = splitSet(set, heldOut(set.labels, divisionOf(plan), plan.training));
  let chosen: { readonly trained: TrainedHead; readonly right: number } | undefined;
  const how = { ...plan.recipe, ...(row.training as NonNullable<TableRow["training"]>), seed };
  for await (const trained of trainHead(training, how, onnxRunner)) {
    const { cells } = await evaluateWith({ set: validation }, row, plan, trained);
    const right = rightOf(cells.find(({ condition }) => condition === "moved"));
    if (chosen === undefined || right > chosen.right) chosen = { trained, right };
  }
  if (chosen === undefined) throw new RangeError("Expected at least one epoch but found none.");
  return chosen.trained;
}

const divisionOf = ({ held, recipe }: CnnTablePlan): Division => ({ held, ...publishedRecipe, ...recipe });
