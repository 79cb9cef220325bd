import { trainCnnHead, type TrainingNews } from "../../pipelines/cnn/train-cnn.ts";
import { trainCnnNetwork } from "../../pipelines/cnn/train-network.ts";
import { UserError } from "../../text/user-error.ts";
import type { CnnTrainOptions } from "./cnn-options.ts";
import { type ProgressLine, progressOn } from "../progress-line.ts";
import type { Terminal } from "../terminal.ts";
import { cnnNames } from "./cnn-names.ts";

/** Trains on a folder of classes and says which epoch was kept; with --json one line an epoch, and what was kept last. */
export async function trainCnn(options: CnnTrainOptions, terminal: Terminal): Promise<void> {
  checkParts(options);
  const { out, held, epochs, batch: images, rate, method: fold, what } = options;
  const progress = progressOn(terminal, { label: what === "all" ? "Reading" : "Seeing", unit: "images" });
  const names = cnnNames(options, terminal);
  const plan = { out, held, epochs, rate, perturbation: { seed: options.seed } };
  const tell = teller(options, terminal, progress);
  try {
    const kept =
      what === "all" && fold !== "lambda"
        ? await trainCnnNetwork({ ...names, ...plan, fold, imagesOfStep: images }, tell)
        : await trainCnnHead({ ...names, ...plan, fold, imagesOfStep: images, trainsHead: what !== "lambda" }, tell);
    progress.end();
    await terminal.write(
      options.json === true
        ? `${JSON.stringify({ kept, out })}\n`
        : `Kept epoch ${kept.epoch}: ${kept.right} of ${kept.images} held-out images right. Written to ${out}.\n`,
    );
  } finally {
    progress.end();
  }
}

function checkParts({ method, what }: CnnTrainOptions): void {
  if (method === "lambda" && (what === "head" || what === "all"))
    throw new UserError(
      `--what: expected lambda or both for the method lambda but found ${what}. Change it, or the method.`,
    );
  if (method !== "lambda" && (what === "lambda" || what === "both"))
    throw new UserError(
      `--what: expected head or all for the method ${method}, which has no λ-network, but found ${what}. Change it, or take --method lambda.`,
    );
}

function teller(options: CnnTrainOptions, terminal: Terminal, progress: ProgressLine): (news: TrainingNews) => void {
  return (news) => {
    if (news.at === "seeing") return progress.update(news.done, news.total);
    progress.clear();
    const { at: _, ...epoch } = news;
    const line =
      options.json === true
        ? JSON.stringify(epoch)
        : `epoch ${epoch.epoch}: ${Number.isNaN(epoch.loss) ? "" : `loss ${epoch.loss.toFixed(4)}, `}${epoch.right} of ${epoch.images} held-out images right`;
    void terminal.write(`${line}\n`);
  };
}
