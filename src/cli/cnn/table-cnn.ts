import { type TableNews, tableCnn } from "../../pipelines/cnn/table-cnn.ts";
import { withRunLock } from "../../store/run-lock.ts";
import { UserError } from "../../text/user-error.ts";
import { commandLine } from "../command-line.ts";
import type { CnnTableOptions } from "./cnn-options.ts";
import { tellExperiment, writeExperiment } from "../experiment-output.ts";
import { networkOf } from "../network.ts";
import { progressOn } from "../progress-line.ts";
import type { Terminal } from "../terminal.ts";

/** Measures every method on the models and writes the report; with --json the result is the last line. Throws UserError where another process writes to the folder. */
export const tableOfCnn = (options: CnnTableOptions, terminal: Terminal): Promise<void> =>
  withRunLock(options.out, () => tableAlone(options, terminal));

async function tableAlone(options: CnnTableOptions, terminal: Terminal): Promise<void> {
  let line = progressOn(terminal, { label: "Seeing", unit: "images" });
  let of = "";
  const tell = (news: TableNews): void => {
    const now =
      news.at === "seeing"
        ? `${news.model}, ${news.part} images`
        : `${news.model}, ${news.row.head} head: ${news.row.title}, seed ${news.seed}`;
    if (now !== of) {
      line.end();
      line = progressOn(terminal, { label: now, unit: "images" });
      if (news.at === "row" && !terminal.live) terminal.log(`${now}\n`);
      of = now;
    }
    if (news.at === "seeing") line.update(news.done, news.total);
  };
  const { models, data, training, group, out, held, epochs, rate, batchSize, batch, limit, trainingLimit, threads } =
    options;
  const result = await tableCnn(
    {
      models,
      data,
      training,
      group,
      out,
      held,
      batch: batchSize,
      recipe: { epochs, imagesOfStep: batch, rate },
      seeds: options.seeds.map(seedOf),
      network: networkOf(terminal, options),
      command: commandOf(options),
      ...(limit !== undefined && { limit }),
      ...(trainingLimit !== undefined && { trainingLimit }),
      ...(threads !== undefined && { threads }),
    },
    tell,
  );
  line.end();
  await writeExperiment(out, result);
  await tellExperiment(result, options, terminal);
}

function seedOf(text: string): number {
  const seed = /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(seed))
    throw new UserError(`--seeds: expected whole numbers such as 0,1,2 but found "${text}". Give those.`);
  return seed;
}

const commandOf = (options: CnnTableOptions): string =>
  commandLine("cnn table", [
    ["--models", options.models.join(",")],
    ["--data", options.data],
    ["--training", options.training],
    ["--group", options.group],
    ["--limit", options.limit],
    ["--training-limit", options.trainingLimit],
    ["--seeds", options.seeds.join(",")],
    ["--epochs", options.epochs],
    ["--batch", options.batch],
    ["--rate", options.rate],
    ["--held", options.held],
    ["--out", options.out],
  ]);
