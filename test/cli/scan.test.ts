import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { key } from "../../src/math/random.ts";
import { initialValues } from "../../src/networks/seq2seq/initial-values.ts";
import { tensorPlans } from "../../src/networks/seq2seq/shape.ts";
import { scanShape } from "../../src/pipelines/scan/network.ts";
import { recipes } from "../../src/pipelines/scan/recipe.ts";
import { safetensorsBytes } from "../../src/train/safetensors-bytes.ts";
import { runCommand } from "./run-command.ts";

const root = mkdtempSync(join(tmpdir(), "scan-cli-"));
afterAll(() => rmSync(root, { recursive: true }));

/** The folder of an untrained RNN for add_jump, changed as asked. */
function network(
  name: string,
  changes: {
    readonly settings?: object;
    readonly cell?: "rnn" | "gru";
    readonly first?: number;
    readonly cut?: number;
  } = {},
): string {
  const plans = tensorPlans(scanShape(changes.cell ?? "rnn"));
  const values = initialValues(plans, key(1));
  if (changes.first !== undefined) values["decoder.output.bias"]![0] = changes.first;
  const bytes = safetensorsBytes(
    plans.map((plan) => ({ ...plan, data: values[plan.name]! })),
    { step: "1" },
  );
  const folder = join(root, name);
  mkdirSync(folder);
  const settings = { version: 1, split: "add_jump", cell: "rnn", seed: 0, ...recipes.batched, ...changes.settings };
  writeFileSync(join(folder, "settings.json"), JSON.stringify(settings));
  writeFileSync(join(folder, "weights.safetensors"), bytes.subarray(0, changes.cut));
  return folder;
}

const evaluate = (...more: readonly string[]) =>
  runCommand("scan", "eval", "--split", "add_jump", "--cell", "rnn", ...more);

test("eval measures each method; with --json the last line holds all", async () => {
  const folder = network("fine");
  const { code, out } = await evaluate("--checkpoint", folder, "--limit", "5", "--json");
  expect(code).toBe(0);
  const result = JSON.parse(out.trim().split("\n").at(-1) ?? "");
  expect(result).toMatchObject({ split: "add_jump", cell: "rnn", part: "test", n: 5, group: { name: "C2", order: 2 } });
  expect(Object.keys(result.methods)).toEqual(["base", "equitune", "equizero"]);
  expect(result.methods.base).toMatchObject({ correct: 0, n: 5, accuracy: 0, low: 0 });
  const again = await evaluate("--checkpoint", folder, "--limit", "5", "--json");
  expect(again.out).toBe(out);
});

describe("bad input is told in one sentence", () => {
  test.each<[string, () => readonly string[], string]>([
    [
      "a cell of another network",
      () => ["--cell", "gru", "--checkpoint", network("cell")],
      "Ask for --split add_jump --cell rnn",
    ],
    ["no folder", () => ["--checkpoint", join(root, "nowhere")], "scan train --out"],
    [
      "weights of another shape",
      () => ["--checkpoint", network("shape", { cell: "gru" })],
      "weights of another network",
    ],
    ["weights cut short", () => ["--checkpoint", network("cut", { cut: 5000 })], "damaged or cut short"],
    [
      "settings of another version",
      () => ["--checkpoint", network("version", { settings: { version: 2 } })],
      "version",
    ],
    [
      "a number that is not finite",
      () => ["--checkpoint", network("nan", { first: Number.NaN })],
      "expected finite numbers",
    ],
    ["an unknown method", () => ["--methods", "base,best"], '"best"'],
    ["the verbs on another split", () => ["--split", "around_right", "--group", "verbs"], "Take --group pair"],
    ["an unknown split", () => ["--split", "simple"], "add_jump, around_right"],
    ["an unknown cell", () => ["--cell", "qrnn"], "lstm, gru, rnn"],
  ])("%s", async (_, more, expected) => {
    const { code, log } = await evaluate(...more());
    expect(code).toBe(2);
    expect(log).toContain(expected);
    expect(log).not.toMatch(/^\s+at /mu);
  });

  test("another run's folder", async () => {
    const train = ["scan", "train", "--recipe", "batched", "--cell", "rnn", "--seed", "9", "--split", "add_jump"];
    const { code, log } = await runCommand(...train, "--out", network("other"));
    expect(code).toBe(2);
    expect(log).toContain("Choose another folder with --out");
  });
});
