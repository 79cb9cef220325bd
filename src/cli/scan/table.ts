import type { Evaluation } from "../../experiment/evaluation.ts";
import type { ExperimentResult } from "../../experiment/experiment-result.ts";
import { onnxRunner } from "../../models/graph-runner.ts";
import { rememberingDecoder } from "../../networks/seq2seq/remembering-decoder.ts";
import { methodAccuracy, partExamples } from "../../pipelines/scan/evaluate.ts";
import { methodsOf, partNames } from "../../pipelines/scan/methods.ts";
import { openScanNetwork } from "../../pipelines/scan/open-network.ts";
import { recipes } from "../../pipelines/scan/recipe.ts";
import { bestValidation, readHistory } from "../../pipelines/scan/run-files.ts";
import { scanTables } from "../../pipelines/scan/table.ts";
import { runInWords, runSteps, tableMethod, type TableRun, tableRuns } from "../../pipelines/scan/table-runs.ts";
import { scanSymmetry } from "../../scan/symmetry.ts";
import { readExperiment } from "../../store/experiment-file.ts";
import { withRunLock } from "../../store/run-lock.ts";
import { trainingRunFolder } from "../../store/training-run.ts";
import { commandLine } from "../command-line.ts";
import type { ScanTableOptions } from "./scan-options.ts";
import { tellExperiment, writeExperiment } from "../experiment-output.ts";
import { progressOn } from "../progress-line.ts";
import type { Terminal } from "../terminal.ts";
import { pathOf, trainMissing } from "./table-trainings.ts";

/** Trains what is missing, measures what has weights, and writes the tables. Throws UserError where another process writes there. */
export async function scanTable(options: ScanTableOptions, terminal: Terminal): Promise<void> {
  const earlier = options.keep === undefined ? undefined : await readExperiment(options.keep);
  const result = await withRunLock(options.out, () => madeTable(options, earlier, terminal));
  await tellExperiment(result, options, terminal);
}

async function madeTable(
  options: ScanTableOptions,
  earlier: ExperimentResult | undefined,
  terminal: Terminal,
): Promise<ExperimentResult> {
  const runs = tableRuns(options.cells, options.seeds, options.stages);
  if (options.train) await trainMissing(runs, options, terminal);
  const evaluations: Evaluation[] = [];
  const notes = [...options.note];
  for (const run of runs) {
    const history = await readHistory(trainingRunFolder(pathOf(run, options)));
    const best = bestValidation(history);
    if (best === undefined) continue;
    evaluations.push(...(await evaluate(run, options, terminal)));
    notes.push(...unfinished(run, options, history.at(-1)?.step ?? 0, best.step));
  }
  const result = scanTables(evaluations, {
    recipe: recipes[options.recipe],
    stages: options.stages,
    seeds: options.seeds,
    limit: options.limit,
    loss: options.loss,
    command: commandOf(options),
    notes,
    earlier,
  });
  await writeExperiment(options.out, result);
  return result;
}

/** A sentence where a training has not ended: its best weights so far are measured all the same. */
function unfinished(run: TableRun, { recipe }: ScanTableOptions, last: number, best: number): readonly string[] {
  const steps = runSteps(run, recipes[recipe]);
  if (last === steps) return [];
  return [
    `${runInWords(run)}: training stands at step ${last} of ${steps}; measured with the weights of step ${best}.`,
  ];
}

async function evaluate(run: TableRun, options: ScanTableOptions, terminal: Terminal): Promise<readonly Evaluation[]> {
  const { split, cell, seed } = run;
  const network = await openScanNetwork({ split, cell, checkpoint: pathOf(run, options) }, onnxRunner);
  const remembering = { ...network, decoder: rememberingDecoder(network.decoder, network.values) };
  const symmetry = scanSymmetry(split);
  const evaluations: Evaluation[] = [];
  try {
    for (const part of partNames) {
      const examples = partExamples(network.settings, part, options.limit);
      for (const method of methodsOf(network.settings)) {
        const progress = progressOn(terminal, {
          label: `${runInWords(run)}, ${part}, ${method}`,
          unit: "commands",
          total: examples.length,
        });
        const { right, count } = await methodAccuracy(
          remembering,
          { method, symmetry, loss: options.loss },
          examples,
          (at) => progress.update(at),
        );
        progress.end();
        const settings = { cell, split, method: tableMethod(run, method), part };
        evaluations.push({ settings, seed, correct: right, n: count });
      }
    }
    return evaluations;
  } finally {
    await network.decoder.close();
  }
}

const commandOf = (options: ScanTableOptions): string =>
  commandLine("scan table", [
    ["--recipe", options.recipe],
    ["--cells", options.cells.join(",")],
    ["--seeds", options.seeds.join(",")],
    ["--stages", options.stages.join(",")],
    ["--no-train", options.train ? undefined : true],
    ["--limit", options.limit],
    ["--loss", options.loss],
    ["--keep", options.keep],
    ...options.note.map((note) => ["--note", note] as const),
    ["--out", options.out],
  ]);
