import { join } from "node:path";
import type { Evaluation } from "../../experiment/evaluation.ts";
import type { ExperimentResult } from "../../experiment/experiment-result.ts";
import { experimentTable } from "../../experiment/experiment-table.ts";
import { pairedCounts, pairedDifference } from "../../experiment/paired-difference.ts";
import { imageActions } from "../../images/image-action.ts";
import { onnxRunner } from "../../models/graph-runner.ts";
import { findImageClassifier } from "../../models/image-classifier/find-classifier.ts";
import { UserError } from "../../text/user-error.ts";
import { hubOptions } from "../network.ts";
import { adapterOf } from "./adapter.ts";
import { cnnSideWeights } from "./cnn-result.ts";
import { type CellOutcome, evaluateOrbits, type SideWeights } from "./evaluate-orbits.ts";
import { type Division, heldOut, splitSet } from "./held-out.ts";
import { type KeptOrbits, keptOrbits } from "./kept-orbits.ts";
import type { CnnNames } from "./open-cnn.ts";
import { orbitsOf } from "./orbit-set.ts";
import type { SeenOrbit } from "./see-orbits.ts";
import { publishedCnn, type TableRow, tableRows } from "./table-rows.ts";
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
  /** Sentences on the data and its licence. */
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

interface Measured {
  readonly model: string;
  readonly row: TableRow;
  readonly seed: number;
  readonly cells: readonly CellOutcome[];
  readonly weights: readonly SideWeights[];
}

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
  return resultOf(plan, kept, measured);
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
      action: imageActions[plan.group],
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
    const right = countOf(cells.find(({ condition }) => condition === "moved"));
    if (chosen === undefined || right > chosen.right) chosen = { trained, right };
  }
  if (chosen === undefined) throw new RangeError("Expected at least one epoch but found none.");
  return chosen.trained;
}

const divisionOf = ({ held, recipe }: CnnTablePlan): Division => ({ held, ...publishedRecipe, ...recipe });

const countOf = (cell: CellOutcome | undefined): number => cell?.right.filter(Boolean).length ?? 0;

function resultOf(plan: CnnTablePlan, kept: readonly KeptOrbits[], measured: readonly Measured[]): ExperimentResult {
  const named = (condition: CellOutcome["condition"]): string => (condition === "plain" ? "plain" : plan.group);
  const evaluations = measured.flatMap(({ model, row, seed, cells }) =>
    cells.map((cell): Evaluation => {
      const settings = { network: model, head: row.head, method: row.title, images: named(cell.condition) };
      return { settings, seed, correct: countOf(cell), n: cell.right.length };
    }),
  );
  const networks = [...kept.map(({ name }) => name), "ResNet-18, published"];
  const rowsOf = (head: TableRow["head"]) =>
    networks.flatMap((network) =>
      tableRows.filter((row) => row.head === head).map((row) => ({ network, method: row.title })),
    );
  const columns = (["plain", "moved"] as const).map((condition) => ({
    title: named(condition),
    settings: { images: named(condition) },
  }));
  const table = (title: string, head: TableRow["head"]) => {
    const rows = rowsOf(head).filter(
      ({ network, method }) =>
        hasFigure(network, method, evaluations) || (head === "trained" && isPublished(network, method)),
    );
    const design = {
      title,
      rowSettings: ["network", "method"],
      rows,
      columns: columns.map((column) => ({ ...column, settings: { ...column.settings, head } })),
    };
    return experimentTable(design, evaluations, publishedCnn);
  };
  return {
    kind: "experiment",
    version: 1,
    title: `Image classifiers, images turned by ${plan.group}`,
    about: [
      `Accuracy on ${(kept[0]?.set.labels.length ?? 0).toLocaleString("en")} test images as they are and each moved by a random element of the group. Heads and λ-networks were trained on training images alone, their epoch chosen on held-out ones.`,
    ],
    tables: [table("The network's own head", "own"), table("A head trained on the network's features", "trained")],
    contrasts: contrastsOf(plan, kept, measured),
    viewWeights: measured
      .filter(({ weights, seed }) => weights.length > 0 && seed === plan.seeds[0])
      .map(({ model, row, weights }) => {
        const sides = cnnSideWeights(plan.group, weights);
        const title = `λ by side: ${model}, ${row.head === "own" ? "its own head" : "a trained head"}`;
        return {
          title,
          views: sides.map(({ side }) => side),
          weights: sides.map(({ mean, deviation }) => ({ mean, deviation })),
          n: weights.length,
        };
      }),
    notes: [],
    command: plan.command,
  };
}

const hasFigure = (network: string, method: string, evaluations: readonly Evaluation[]): boolean =>
  evaluations.some(({ settings }) => settings["network"] === network && settings["method"] === method);
const isPublished = (network: string, method: string): boolean =>
  publishedCnn.some(({ settings }) => settings["network"] === network && settings["method"] === method);

/** λ-equitune against equitune and the base, and equitune against the base, on the same moved images, first seed. */
function contrastsOf(
  plan: CnnTablePlan,
  kept: readonly KeptOrbits[],
  measured: readonly Measured[],
): ExperimentResult["contrasts"] {
  const pairs = [
    ["lambda", "equitune"],
    ["lambda", "base"],
    ["equitune", "base"],
    ["equizero", "equitune"],
  ] as const;
  return kept.flatMap(({ name }) =>
    (["own", "trained"] as const).flatMap((head) =>
      pairs.flatMap(([method, minus]) => {
        const moved = (wanted: string): CellOutcome | undefined =>
          measured
            .find(
              ({ model, row, seed }) =>
                model === name && row.head === head && row.method === wanted && seed === plan.seeds[0],
            )
            ?.cells.find(({ condition }) => condition === "moved");
        const [first, second] = [moved(method), moved(minus)];
        if (first === undefined || second === undefined) return [];
        const title = `${name}, ${head === "own" ? "own" : "trained"} head, ${plan.group}: ${method} over ${minus}`;
        return [
          { title, difference: pairedDifference(pairedCounts(first.right, second.right)), n: first.right.length },
        ];
      }),
    ),
  );
}
