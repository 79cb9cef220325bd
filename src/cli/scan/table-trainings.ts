import { spawn } from "node:child_process";
import { join } from "node:path";
import { recipes } from "../../pipelines/scan/recipe.ts";
import { readHistory } from "../../pipelines/scan/run-files.ts";
import { baseOf, runInWords, runName, runSteps, type TableRun } from "../../pipelines/scan/table-runs.ts";
import { trainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";
import type { ScanTableOptions } from "./scan-options.ts";
import { progressOn } from "../progress-line.ts";
import type { Terminal } from "../terminal.ts";

/** The folder of a table's run. */
export const pathOf = (run: TableRun, { out }: Pick<ScanTableOptions, "out">): string =>
  join(out, "runs", runName(run));

/**
 * Trains what is not trained to its end: first the plain networks, then, where these are trained, all that is left. Each training is a process of its own,
 * `jobs` of them at a time. Throws UserError where one fails; the others' checkpoints stay.
 */
export async function trainMissing(
  runs: readonly TableRun[],
  options: ScanTableOptions,
  terminal: Terminal,
): Promise<void> {
  const unfinished: TableRun[] = [];
  for (const run of runs) if (!(await isTrained(run, options))) unfinished.push(run);
  const progress = progressOn(terminal, { label: "Training", unit: "networks", total: unfinished.length });
  let done = 0;
  const trainAll = async (waiting: TableRun[]): Promise<void> => {
    const work = async (): Promise<void> => {
      for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
        await trainApart(run, options);
        progress.update(++done);
      }
    };
    await Promise.all(Array.from({ length: options.jobs }, work));
  };
  await trainAll(unfinished.filter(({ kind }) => kind === "base"));
  const ready: TableRun[] = [];
  for (const run of unfinished.filter(({ kind }) => kind !== "base")) {
    const base = baseOf(run);
    if (base === undefined || (await isTrained(base, options))) ready.push(run);
  }
  await trainAll(ready);
  progress.end();
}

/** Whether the run's last validation, and with it its best weights, is there. */
async function isTrained(run: TableRun, options: ScanTableOptions): Promise<boolean> {
  const history = await readHistory(trainingRunFolder(pathOf(run, options)));
  return history.at(-1)?.step === runSteps(run, recipes[options.recipe]);
}

function trainApart(run: TableRun, options: ScanTableOptions): Promise<void> {
  const argv = [...commandOf(run, options), "--out", pathOf(run, options), "--plain"];
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? "", ...argv], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const end = (): void => void child.kill(); // nobody would wait for it any more; its checkpoint stays
  process.once("exit", end);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      process.off("exit", end);
      if (code === 0) resolve();
      else reject(endedEarly(run, options, code));
    });
  });
}

/** What the training itself said stands above it on stderr. */
const endedEarly = (run: TableRun, options: ScanTableOptions, code: number | null): UserError =>
  new UserError(
    `${pathOf(run, options)}: expected the training of ${runInWords(run)} to reach its last step but ${code === null ? "a signal ended it" : `it ended with code ${code}, for the reason told above`}. See to that and give the command again: what is trained stays, and each training goes on from its last checkpoint.`,
  );

/** The command of a run but for where it is kept. */
function commandOf(run: TableRun, options: ScanTableOptions): readonly string[] {
  const { split, cell, seed, kind } = run;
  const network = ["--split", split, "--cell", cell];
  const base = baseOf(run);
  if (base !== undefined) return ["scan", "finetune", ...network, "--method", kind, "--from", pathOf(base, options)];
  const train = ["scan", "train", ...network, "--seed", String(seed), "--recipe", options.recipe];
  return kind === "group" ? [...train, "--model", "group"] : train;
}
