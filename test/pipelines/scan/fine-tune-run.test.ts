import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { onnxRunner } from "../../../src/models/graph-runner.ts";
import type { TrainedFold } from "../../../src/networks/seq2seq/symmetrized-step.ts";
import { methodAccuracy, partExamples } from "../../../src/pipelines/scan/evaluate.ts";
import { type FineTuning, fineTuneRun, openFineTuning } from "../../../src/pipelines/scan/fine-tune-run.ts";
import { methodsOf } from "../../../src/pipelines/scan/methods.ts";
import { openScanNetwork } from "../../../src/pipelines/scan/open-network.ts";
import { readHistory } from "../../../src/pipelines/scan/run-files.ts";
import { scanSymmetry } from "../../../src/scan/symmetry.ts";
import { trainingRunFolder } from "../../../src/store/training-run.ts";
import { writeUntrainedRun } from "./untrained-run.ts";
import { rememberingRunner } from "./remembering-runner.ts";

const runner = rememberingRunner(onnxRunner);
afterAll(() => runner.closeAll());
const root = mkdtempSync(join(tmpdir(), "scan-finetune-"));
afterAll(() => rmSync(root, { recursive: true }));
const from = writeUntrainedRun(join(root, "from"));
const files = ["weights.safetensors", "checkpoint.safetensors", "history.json"];
const bytesOf = (name: string): readonly Buffer[] => files.map((file) => readFileSync(join(root, name, file)));

/** A fine-tuning of a few steps of several examples, at a rate that shows. */
async function short(fold: TrainedFold): Promise<FineTuning> {
  const { settings, values } = await openFineTuning({ split: "add_jump", cell: "rnn", checkpoint: from }, fold, {
    steps: 6,
  });
  return { settings: { ...settings, batch: 2, rate: 1e-2, validateEvery: 6, lookEvery: 2 }, values };
}
const equizero = { method: "equizero", straightThrough: "equitune" } as const;

/** An untrained network writes until it must stop: a few held-out examples are enough. */
const few = { validateOn: 60 } as const;

/** Thrown to stop a run where a kill would. */
class Killed extends Error {}

describe.for<TrainedFold>([{ method: "equitune" }, equizero])("$method", (fold) => {
  test("killed between checkpoints and resumed it ends in the same bytes as one that was not; its validation is the symmetrized network's", async () => {
    const [whole, killed] = [`whole-${fold.method}`, `killed-${fold.method}`];
    await fineTuneRun(await short(fold), trainingRunFolder(join(root, whole)), runner, few);
    const stopped = fineTuneRun(await short(fold), trainingRunFolder(join(root, killed)), runner, {
      ...few,
      step(step) {
        if (step === 5) throw new Killed();
      },
    });
    await expect(stopped).rejects.toThrow(Killed);
    await fineTuneRun(await short(fold), trainingRunFolder(join(root, killed)), runner, few);
    expect(bytesOf(killed)).toEqual(bytesOf(whole));
    // The folder is a run like any other.
    const folder = trainingRunFolder(join(root, whole));
    const { settings } = await short(fold);
    await folder.write("settings.json", JSON.stringify(settings));
    const network = await openScanNetwork({ split: "add_jump", cell: "rnn", checkpoint: join(root, whole) }, runner);
    const [method] = methodsOf(network.settings);
    expect(method).toBe(fold.method);
    const how = { method: fold.method, symmetry: scanSymmetry("add_jump"), loss: "perStepMean" } as const;
    const accuracy = await methodAccuracy(network, how, partExamples(settings, "validation").slice(0, few.validateOn));
    await network.decoder.close();
    expect((await readHistory(folder)).at(-1)).toEqual({ step: 6, full: true, ...accuracy });
  });
});

test("weights other than those that a run began from, and another way for the gradient, are other settings", async () => {
  const other = writeUntrainedRun(join(root, "other"), { seed: 2 });
  const choice = { split: "add_jump", cell: "rnn" } as const;
  const first = await openFineTuning({ ...choice, checkpoint: from }, equizero);
  const second = await openFineTuning({ ...choice, checkpoint: other }, equizero);
  const own = await openFineTuning({ ...choice, checkpoint: from }, { method: "equizero", straightThrough: "own" });
  expect(first.settings).toMatchObject({ steps: 10_000, batch: 1, rate: 2e-5, seed: 0 });
  expect(first.settings.finetune.weights).toMatch(/^[0-9a-f]{64}$/u);
  expect(second.settings.finetune.weights).not.toBe(first.settings.finetune.weights);
  const product = { ...equizero, loss: "product" } as const;
  const third = await openFineTuning({ ...choice, checkpoint: from }, product, { rate: 1e-3 });
  expect(third.settings).toMatchObject({ rate: 1e-3, finetune: { ...first.settings.finetune, loss: "product" } });
  expect(own.settings.finetune).toEqual({ ...first.settings.finetune, straightThrough: "own" });
});
