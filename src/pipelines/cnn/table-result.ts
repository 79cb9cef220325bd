import type { Evaluation } from "../../experiment/evaluation.ts";
import type { ExperimentResult, ViewWeights } from "../../experiment/experiment-result.ts";
import { type ExperimentTable, experimentTable } from "../../experiment/experiment-table.ts";
import { pairedCounts, pairedDifference } from "../../experiment/paired-difference.ts";
import { namedImageAction } from "../../images/named-action.ts";
import { cnnSideWeights } from "./cnn-result.ts";
import { type CellOutcome, conditions, rightOf, type SideWeights } from "./evaluate-orbits.ts";
import { publishedCnn, type TableRow, tableRows } from "./table-rows.ts";

/** A row of the table on one model, as the training of one seed left it. */
export interface Measured {
  readonly model: string;
  readonly row: TableRow;
  readonly seed: number;
  readonly cells: readonly CellOutcome[];
  readonly weights: readonly SideWeights[];
}

/** All that a table was made of. */
export interface TableOutcome {
  readonly group: string;
  readonly seeds: readonly number[];
  readonly models: readonly string[];
  /** How many test images. */
  readonly images: number;
  readonly measured: readonly Measured[];
  readonly command: string;
}

/** Tables of accuracies, differences of methods, and λ's weights of the sides. */
export function tableResult(outcome: TableOutcome): ExperimentResult {
  const { group, seeds, images, measured, command } = outcome;
  return {
    kind: "experiment",
    version: 1,
    title: `Image classifiers, images turned by ${group}`,
    about: [
      `Accuracy on ${images.toLocaleString("en")} test images as they are and each moved by a random element of the group. Heads and λ-networks were trained on training images alone, their epoch chosen on held-out ones.`,
      `Differences of methods and λ's weights are those of the trainings with seed ${seeds[0]}; the intervals of differences are over the images, not over trainings.`,
    ],
    tables: [
      tableOf(outcome, "The network's own head", "own"),
      tableOf(outcome, "A head trained on the network's features", "trained"),
    ],
    contrasts: contrastsOf(outcome),
    viewWeights: measured
      .filter(({ weights, seed }) => weights.length > 0 && seed === seeds[0])
      .map((one) => viewWeightsOf(one, group)),
    notes: [],
    command,
  };
}

const named = (condition: CellOutcome["condition"], group: string): string => (condition === "plain" ? "plain" : group);

function tableOf({ group, models, measured }: TableOutcome, title: string, head: TableRow["head"]): ExperimentTable {
  const evaluations = measured.flatMap(({ model, row, seed, cells }) =>
    cells.map((cell): Evaluation => {
      const settings = { network: model, head: row.head, method: row.title, images: named(cell.condition, group) };
      return { settings, seed, correct: rightOf(cell), n: cell.right.length };
    }),
  );
  const rows = [...models, "ResNet-18, published"]
    .flatMap((network) => tableRows.filter((row) => row.head === head).map((row) => ({ network, method: row.title })))
    .filter(
      ({ network, method }) =>
        hasFigure(evaluations, network, method) || (head === "trained" && hasFigure(publishedCnn, network, method)),
    );
  const columns = conditions.map((condition) => {
    const images = named(condition, group);
    return { title: images, settings: { images, head } };
  });
  return experimentTable({ title, rowSettings: ["network", "method"], rows, columns }, evaluations, publishedCnn);
}

const hasFigure = (figures: readonly Pick<Evaluation, "settings">[], network: string, method: string): boolean =>
  figures.some(({ settings }) => settings["network"] === network && settings["method"] === method);

function viewWeightsOf({ model, row, weights }: Measured, group: string): ViewWeights {
  const sides = cnnSideWeights(namedImageAction(group), weights);
  return {
    title: `λ by side: ${model}, ${row.head === "own" ? "its own head" : "a trained head"}`,
    views: sides.map(({ side }) => side),
    weights: sides.map(({ mean, deviation }) => ({ mean, deviation })),
    n: weights.length,
  };
}

/** λ-equitune against equitune and the base, and equitune against the base, on the same moved images, first seed. */
function contrastsOf({ group, seeds, models, measured }: TableOutcome): ExperimentResult["contrasts"] {
  const pairs = [
    ["lambda", "equitune"],
    ["lambda", "base"],
    ["equitune", "base"],
    ["equizero", "equitune"],
  ] as const;
  return models.flatMap((name) =>
    (["own", "trained"] as const).flatMap((head) =>
      pairs.flatMap(([method, minus]) => {
        const moved = (wanted: string): CellOutcome | undefined =>
          measured
            .find(
              ({ model, row, seed }) =>
                model === name && row.head === head && row.method === wanted && seed === seeds[0],
            )
            ?.cells.find(({ condition }) => condition === "moved");
        const [first, second] = [moved(method), moved(minus)];
        if (first === undefined || second === undefined) return [];
        const title = `${name}, ${head === "own" ? "own" : "trained"} head, ${group}: ${method} over ${minus}`;
        return [
          { title, difference: pairedDifference(pairedCounts(first.right, second.right)), n: first.right.length },
        ];
      }),
    ),
  );
}
