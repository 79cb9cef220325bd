import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { onnxRunner } from "../../../src/models/graph-runner.ts";
import type { RunSettings } from "../../../src/pipelines/scan/run-files.ts";
import { trainRun } from "../../../src/pipelines/scan/train-run.ts";
import { trainingRunFolder } from "../../../src/store/training-run.ts";
import { rememberingRunner } from "./remembering-runner.ts";

const runner = rememberingRunner(onnxRunner);
afterAll(() => runner.closeAll());
const root = mkdtempSync(join(tmpdir(), "scan-run-"));
afterAll(() => rmSync(root, { recursive: true }));

const settings: RunSettings = {
  version: 1,
  split: "add_jump",
  cell: "rnn",
  seed: 5,
  steps: 6,
  batch: 2,
  rate: 1e-2,
  schedule: "cosine",
  validateEvery: 6,
  lookEvery: 2,
};
const files = ["weights.safetensors", "checkpoint.safetensors", "history.json"];
const bytesOf = (name: string): readonly Buffer[] => files.map((file) => readFileSync(join(root, name, file)));

/** An untrained network writes until it must stop: a few held-out examples are enough. */
const few = { validateOn: 60 } as const;

/** Thrown to stop a run where a kill would. */
class Killed extends Error {}

test.for<RunSettings>([settings, { ...settings, batch: 1, group: "pair" }])(
  "a run that was killed between checkpoints and resumed ends in the same bytes as one that was not, group: $group",
  async (own) => {
    const [whole, killed] = [`whole${own.group ?? ""}`, `killed${own.group ?? ""}`];
    await trainRun(own, trainingRunFolder(join(root, whole)), runner, few);
    const stopped = trainRun(own, trainingRunFolder(join(root, killed)), runner, {
      ...few,
      step(step) {
        if (step === 5) throw new Killed();
      },
    });
    await expect(stopped).rejects.toThrow(Killed);
    await trainRun(own, trainingRunFolder(join(root, killed)), runner, few);
    expect(bytesOf(killed)).toEqual(bytesOf(whole));
  },
);

test("a damaged checkpoint is named, not trained on", async () => {
  const folder = trainingRunFolder(join(root, "damaged"));
  await folder.write("checkpoint.safetensors", "no checkpoint at all");
  await expect(trainRun(settings, folder, runner)).rejects.toThrow("damaged or of another network");
  writeFileSync(
    join(root, "damaged", "checkpoint.safetensors"),
    readFileSync(join(root, "whole", "checkpoint.safetensors")),
  );
  await expect(trainRun({ ...settings, cell: "gru" }, folder, runner)).rejects.toThrow("of another network");
});
