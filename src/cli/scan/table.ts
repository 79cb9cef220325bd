import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Evaluation } from "../../experiment/evaluation.ts";
import { onnxRunner } from "../../models/graph-runner.ts";
import { rememberingDecoder } from "../../networks/seq2seq/remembering-decoder.ts";
import { methodAccuracy, partExamples } from "../../pipelines/scan/evaluate.ts";
import { methodNames, partNames } from "../../pipelines/scan/methods.ts";
import { openScanNetwork } from "../../pipelines/scan/open-network.ts";
import { recipes } from "../../pipelines/scan/recipe.ts";
import { bestValidation, readHistory } from "../../pipelines/scan/run-files.ts";
import { scanTables, type TableRun, tableRuns } from "../../pipelines/scan/table.ts";
import { experimentReport, experimentSummary } from "../../report/experiment/experiment-report.ts";
import { palette } from "../../report/paint.ts";
import { scanSymmetry } from "../../scan/symmetry.ts";
import { writeAtomically } from "../../store/atomic-write.ts";
import { trainingRunFolder } from "../../store/training-run.ts";
import type { ScanTableOptions } from "../commands/scan.ts";
import { progressOn } from "../progress-line.ts";
import type { Terminal } from "../terminal.ts";

/** Trains what is missing, measures what has weights, and writes the tables. */
export async function scanTable(options: ScanTableOptions, terminal: Terminal): Promise<void> {
  const runs = tableRuns(options.cells, options.seeds);
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
    seeds: options.seeds,
    limit: options.limit,
    loss: options.loss,
    command: commandOf(options),
    notes,
  });
  for (const { path, content } of experimentReport(result)) await writeAtomically(join(options.out, path), content);
  await terminal.write(
    options.json === true
      ? `${JSON.stringify(result)}\n`
      : experimentSummary(result, terminal.columns, palette(terminal.plain)),
  );
}

/** A sentence where a training has not ended: its best weights so far are measured all the same. */
function unfinished(run: TableRun, { recipe }: ScanTableOptions, last: number, best: number): readonly string[] {
  const { steps } = recipes[recipe];
  const { cell, split, seed } = run;
  if (last === steps) return [];
  return [
    `${cell} on ${split}, seed ${seed}: training stands at step ${last} of ${steps}; measured with the weights of step ${best}.`,
  ];
}

const pathOf = ({ split, cell, seed }: TableRun, { out }: ScanTableOptions): string =>
  join(out, "runs", `${cell}-${split}-${seed}`);

/** Whether the run's last validation, and with it its best weights, is there. */
async function isTrained(run: TableRun, options: ScanTableOptions): Promise<boolean> {
  const history = await readHistory(trainingRunFolder(pathOf(run, options)));
  return history.at(-1)?.step === recipes[options.recipe].steps;
}

/** Each training is a process of its own, `jobs` of them at a time. Throws Error where one fails; the others' checkpoints stay. */
async function trainMissing(runs: readonly TableRun[], options: ScanTableOptions, terminal: Terminal): Promise<void> {
  const waiting: TableRun[] = [];
  for (const run of runs) if (!(await isTrained(run, options))) waiting.push(run);
  const progress = progressOn(terminal, { label: "Training", unit: "networks", total: waiting.length });
  let done = 0;
  const work = async (): Promise<void> => {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
      await trainApart(run, options);
      progress.update(++done);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  progress.end();
}

function trainApart(run: TableRun, options: ScanTableOptions): Promise<void> {
  const { split, cell, seed } = run;
  const train = ["scan", "train", "--split", split, "--cell", cell, "--seed", String(seed)];
  const argv = [...train, "--recipe", options.recipe, "--out", pathOf(run, options), "--plain"];
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? "", ...argv], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`scan train of ${cell} on ${split} with seed ${seed} ended with ${code ?? "a signal"}`));
    });
  });
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
      for (const method of methodNames) {
        const progress = progressOn(terminal, {
          label: `${cell} on ${split}, seed ${seed}, ${part}, ${method}`,
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
        evaluations.push({ settings: { cell, split, method, part }, seed, correct: right, n: count });
      }
    }
    return evaluations;
  } finally {
    await network.decoder.close();
  }
}

function commandOf({ out, recipe, cells, seeds, limit }: ScanTableOptions): string {
  const limited = limit === undefined ? "" : ` --limit ${limit}`;
  return `evenhand scan table --recipe ${recipe} --cells ${cells.join(",")} --seeds ${seeds.join(",")}${limited} --out ${out}`;
}
