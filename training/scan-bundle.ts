import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { wilson } from "../src/audit/statistics/wilson.ts";
import { onnxRunner } from "../src/models/graph-runner.ts";
import { rememberingDecoder } from "../src/networks/seq2seq/remembering-decoder.ts";
import { methodAccuracy, partExamples } from "../src/pipelines/scan/evaluate.ts";
import { methodNames, partNames } from "../src/pipelines/scan/methods.ts";
import { type OpenNetwork, openScanNetwork } from "../src/pipelines/scan/open-network.ts";
import { recipes } from "../src/pipelines/scan/recipe.ts";
import { bestValidation, type HistoryEntry, readHistory } from "../src/pipelines/scan/run-files.ts";
import { cellNames } from "../src/networks/seq2seq/cell-name.ts";
import { scanSymmetry } from "../src/scan/symmetry.ts";
import { splitNames } from "../src/scan/split.ts";
import { writeAtomically } from "../src/store/atomic-write.ts";
import { trainingRunFolder } from "../src/store/training-run.ts";

// Makes a bundled network of a training run, with a card of what it measures on all commands:
// npx tsx training/scan-bundle.ts --split add_jump --run RUN_FOLDER --to models/scan-add-jump
const { values: options } = parseArgs({
  options: {
    split: { type: "string" },
    cell: { type: "string", default: "lstm" },
    run: { type: "string" },
    to: { type: "string" },
    limit: { type: "string" },
  },
});

async function main(): Promise<void> {
  const split = splitNames.find((name) => name === options.split);
  const cell = cellNames.find((name) => name === options.cell);
  const { run, to } = options;
  if (split === undefined || cell === undefined || run === undefined || to === undefined)
    throw new Error("expected --split, --run and --to");
  const network = await openScanNetwork({ split, cell, checkpoint: run }, onnxRunner);
  const history = await readHistory(trainingRunFolder(run));
  const figures = await measured(network);
  await network.decoder.close();
  for (const name of ["settings.json", "weights.safetensors", "history.json"])
    await writeAtomically(join(to, name), await readFile(join(run, name)));
  await writeAtomically(join(to, "MODEL_CARD.md"), card(network, history, figures));
}

const share = (x: number | null): string => ((x ?? 0) * 100).toFixed(1);

/** Rows of the card's table. */
async function measured(network: OpenNetwork): Promise<readonly string[]> {
  const remembering = { ...network, decoder: rememberingDecoder(network.decoder, network.values) };
  const symmetry = scanSymmetry(network.settings.split);
  const rows: string[] = [];
  for (const part of partNames)
    for (const method of methodNames) {
      const examples = partExamples(
        network.settings,
        part,
        options.limit === undefined ? undefined : Number(options.limit),
      );
      const { right, count } = await methodAccuracy(remembering, { method, symmetry, loss: "perStepMean" }, examples);
      const { value, low, high } = wilson(right, count, 0.95);
      rows.push(`| ${part} | ${method} | ${share(value)} | ${share(low)} to ${share(high)} | ${right} of ${count} |`);
    }
  return rows;
}

function card({ settings, values }: OpenNetwork, history: readonly HistoryEntry[], figures: readonly string[]): string {
  const { split, cell, seed, steps, batch, rate, schedule } = settings;
  const recipe = batch === recipes.published.batch ? "published" : "batched";
  const count = Object.values(values).reduce((sum, { length }) => sum + length, 0);
  return `# models/scan-${split.replace("_", "-")}: a sequence-to-sequence network for SCAN

It serves trying \`evenhand scan eval\` out: it knows the commands of its training set, and symmetry at decoding shows on the commands that
only the test set has. Use it for nothing else.

| | |
| --- | --- |
| architecture | ${cell.toUpperCase()}, 64 units in each direction of the encoder, 128 in the decoder, dot-product attention (Basu et al. 2023, arXiv:2305.09900) |
| parameters | ${count.toLocaleString("en")}, single precision, \`weights.safetensors\` |
| trained on | SCAN's split ${split}, generated from its grammar (Lake and Baroni 2018); a fifth held out for validation |
| recipe | ${steps} steps of ${batch} ${batch === 1 ? "example" : "examples"}, Adam at rate ${rate} (${schedule}), half of the steps with teacher forcing, seed ${seed} |
| kept | ${keptText(history, steps)} |
| licence | MIT; trained on no one's data but the grammar's |

${recipe === "published" ? "The recipe is the published one." : "The recipe is not the published one (200,000 steps of one example at rate 1e-4): it needs a fifteenth of the computing."}

## Measured

Exact-sequence accuracy in percent with 95 % intervals (Wilson), without fine-tuning; equizero chooses by the mean probability of a step.

| part | method | accuracy | interval | commands |
| --- | --- | --- | --- | --- |
${figures.join("\n")}

## Made by

\`\`\`sh
npx evenhand scan train --recipe ${recipe} --split ${split} --cell ${cell} --seed ${seed} --out RUN
npx tsx training/scan-bundle.ts --split ${split} --cell ${cell} --run RUN --to models/scan-${split.replace("_", "-")}${options.limit === undefined ? "" : ` --limit ${options.limit}`}
\`\`\`
`;
}

/** Which weights of the training these are. */
function keptText(history: readonly HistoryEntry[], steps: number): string {
  const best = bestValidation(history);
  const last = history.at(-1);
  if (best === undefined || last === undefined) throw new Error("expected a training that was validated");
  const ended = last.step < steps ? ` The training was stopped at step ${last.step}.` : "";
  return `the best validation's: step ${best.step}, ${best.right} of ${best.count} held-out commands exactly right.${ended}`;
}

await main();
