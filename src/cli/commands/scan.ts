import { type Command, InvalidArgumentError, Option } from "commander";
import { cellNames } from "../../networks/seq2seq/cell-name.ts";
import { methodNames, partNames } from "../../pipelines/scan/methods.ts";
import { recipes } from "../../pipelines/scan/recipe.ts";
import { stageNames } from "../../pipelines/scan/table-runs.ts";
import { sequenceLossNames } from "../../scan/sequence-loss.ts";
import { splitNames } from "../../scan/split.ts";
import { symmetryKinds } from "../../scan/symmetry.ts";
import { withCommonOptions, withSeed } from "../common-options.ts";
import { positive, whole } from "../numbers.ts";
import type { ScanTrainOptions, ScanFinetuneOptions, ScanEvalOptions, ScanTableOptions } from "../scan/scan-options.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";

/** `scan`: compositional generalisation by symmetry, on the commands of SCAN. */
export function registerScan(scan: Command, session: Session): void {
  registerTrain(scan, session);
  registerFinetune(scan, session);
  registerEval(scan, session);
  registerTable(scan, session);
}

function registerTrain(scan: Command, session: Session): void {
  const command = withScanOptions(scan.command("train"), trainingThreads)
    .description("train a sequence-to-sequence network; goes on where a stopped training left off")
    .requiredOption("--out <folder>", "where the run is kept")
    .addOption(
      new Option("--model <name>", "plain, or group: equivariant by its weights (Gordon et al.)")
        .choices(["plain", "group"])
        .default("plain"),
    )
    .addOption(groupOption())
    .addOption(recipeOption())
    .option("--steps <n>", "steps (default: the recipe's)", whole(1));
  withCommonOptions(withSeed(command)).action(async (options: ScanTrainOptions) => {
    const { scanTrain } = await import("../scan/train.ts");
    await scanTrain(options, asAsked(session.terminal, options));
  });
}

function registerFinetune(scan: Command, session: Session): void {
  const command = withScanOptions(scan.command("finetune"), trainingThreads)
    .description("train a trained network further on its symmetrized output; goes on where it was stopped")
    .option("--from <folder>", "the training run to begin from (default: the bundled network)")
    .requiredOption("--out <folder>", "where the run is kept")
    .addOption(
      new Option("--method <name>", "what is tuned for").choices(["equitune", "equizero"]).makeOptionMandatory(),
    )
    .addOption(
      new Option(
        "--straight-through <base>",
        "whose gradient equizero's choice gets: equitune's (default), or the command's own",
      ).choices(["equitune", "own"]),
    )
    .addOption(lossOption("how equizero chooses a view in training (default: perStepMean)"))
    .option(
      "--rate <x>",
      "learning rate (default: the published scripts', 0.00002 for add_jump, else 0.00005)",
      positive,
    )
    .option("--steps <n>", "steps of one example (default: 10,000)", whole(1));
  withCommonOptions(command).action(async (options: ScanFinetuneOptions) => {
    const { scanFinetune } = await import("../scan/finetune.ts");
    await scanFinetune(options, asAsked(session.terminal, options));
  });
}

function registerEval(scan: Command, session: Session): void {
  const command = withScanOptions(scan.command("eval"), "threads; changes no result")
    .description("measure exact-sequence accuracy, with and without symmetry")
    .option("--checkpoint <folder>", "a training run (default: the bundled network)")
    .option("--limit <n>", "examples measured, drawn once and for all (default: all)", whole(1))
    .addOption(new Option("--part <name>", "what is measured on").choices(partNames).default("test"))
    .option(
      "--methods <names>",
      `${methodNames.join(", ")}; several with commas between (default: all; of a network fine-tuned or equivariant its own)`,
      oneOf(methodNames),
    )
    .addOption(lossOption("how equizero scores (default: perStepMean; of a network fine-tuned by another that)"))
    .addOption(groupOption());
  withCommonOptions(command).action(async (options: ScanEvalOptions) => {
    const { scanEval } = await import("../scan/eval.ts");
    await scanEval(options, asAsked(session.terminal, options));
  });
}

function registerTable(scan: Command, session: Session): void {
  const command = scan
    .command("table")
    .description("train what is missing, measure every network, and write the published tables with ours beside")
    .requiredOption("--out <folder>", "where the runs and the tables are kept; a stopped table goes on")
    .addOption(recipeOption())
    .option("--cells <names>", `${cellNames.join(", ")}; several with commas between`, oneOf(cellNames), cellNames)
    .option("--seeds <list>", "seeds with commas between", seedList, [0, 1, 2])
    .option(
      "--stages <names>",
      `${stageNames.join(", ")}: plain networks, those fine-tuned, equivariant ones; several with commas between`,
      oneOf(stageNames),
      stageNames,
    )
    .option("--jobs <n>", "trainings at a time, each a process of one thread", whole(1, 256), 2)
    .option("--no-train", "measure only what is trained")
    .option("--limit <n>", "examples measured of each part (default: all)", whole(1))
    .addOption(lossOption("how equizero scores").default("perStepMean"))
    .option(
      "--keep <file>",
      "result.json of an earlier table, whose figures are added to those of what is trained here",
    )
    .option("--note <sentence>", "a sentence for the report's notes (may be repeated)", collect, []);
  withCommonOptions(command).action(async (options: ScanTableOptions) => {
    const { scanTable } = await import("../scan/table.ts");
    await scanTable(options, asAsked(session.terminal, options));
  });
}

const trainingThreads = "threads; last digits can depend on it, so a run goes on with the number that it began with";

const withScanOptions = (command: Command, threads: string): Command =>
  command
    .addOption(new Option("--split <name>", "what the test combines anew").choices(splitNames).makeOptionMandatory())
    .addOption(new Option("--cell <name>", "the network's cell").choices(cellNames).default("lstm"))
    .option("--threads <n>", threads, whole(1, 256), 1);

const groupOption = (): Option =>
  new Option("--group <name>", "pair: two words exchanged (default); verbs: four in a cycle (add_jump)").choices(
    symmetryKinds,
  );

const recipeOption = (): Option =>
  new Option("--recipe <name>", "published: 200,000 steps of one example; batched: 2,500 of 32")
    .choices(Object.keys(recipes))
    .default("published");

const lossOption = (about: string): Option => new Option("--loss <name>", about).choices(sequenceLossNames);

/** Reads names with commas between, each once. */
const oneOf =
  <Name extends string>(names: readonly Name[]) =>
  (text: string): readonly Name[] =>
    [...new Set(text.split(",").map((part) => part.trim()))].map((part) => {
      const name = names.find((known) => known === part);
      if (name === undefined)
        throw new InvalidArgumentError(
          `Expected one or more of ${names.join(", ")}, with commas between, but found "${part}".`,
        );
      return name;
    });

const seedList = (text: string): readonly number[] => [...new Set(text.split(",").map(whole(0, 4_294_967_295)))];
const collect = (note: string, before: readonly string[]): readonly string[] => [...before, note];
