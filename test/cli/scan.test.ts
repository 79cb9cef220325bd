import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { recipes } from "../../src/pipelines/scan/recipe.ts";
import { type RunChanges, writeUntrainedRun } from "../pipelines/scan/untrained-run.ts";
import { runCommand } from "./run-command.ts";

const root = mkdtempSync(join(tmpdir(), "scan-cli-"));
afterAll(() => rmSync(root, { recursive: true }));

/** The folder of an untrained RNN for add_jump, changed as asked. */
const network = (name: string, changes: RunChanges = {}): string => writeUntrainedRun(join(root, name), changes);

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

test.each([
  ["on 1 thread", { threads: 2 }, "1"],
  ["on 2 threads", {}, "2"],
])("a training goes on %s only where it began so: its last digits depend on it", async (said, settings, threads) => {
  const run = ["scan", "train", "--recipe", "batched", "--cell", "rnn", "--split", "add_jump", "--threads", threads];
  const { code, log } = await runCommand(...run, "--out", network(`threads-${threads}`, { settings }));
  expect(code).toBe(2);
  expect(log).toContain(`at rate 0.001, ${said} but found one of`);
});

const train = (...more: readonly string[]) => runCommand("scan", "train", "--cell", "rnn", "--steps", "1", ...more);

describe("training a network that is equivariant by its weights", () => {
  test("ends in a folder that eval measures as it is", async () => {
    const out = join(root, "group");
    const { code } = await train("--split", "add_jump", "--model", "group", "--group", "verbs", "--out", out);
    expect(code).toBe(0);
    const measured = await evaluate("--checkpoint", out, "--limit", "5", "--json");
    expect(measured.code).toBe(0);
    expect(Object.keys(JSON.parse(measured.out.trim()).methods)).toEqual(["base"]);
    const again = await train("--split", "add_jump", "--model", "group", "--out", out);
    expect(again.log).toContain("permutation-equivariant (pair) rnn on add_jump");
    expect(again.log).toContain("found one of a permutation-equivariant (verbs) rnn");
    const tuned = await finetune("--from", out, "--out", join(root, "f"));
    expect(tuned.log).toContain("whose views agree already");
  }, 60_000);

  test.each<[string, readonly string[], string]>([
    ["a group of a plain network", ["--split", "add_jump", "--group", "verbs"], "expected --model group"],
    ["the verbs on another split", ["--split", "around_right", "--model", "group", "--group", "verbs"], "--group pair"],
    ["another model", ["--split", "add_jump", "--model", "cnn"], "plain, group"],
  ])("%s is told in one sentence", async (_, more, expected) => {
    const { code, log } = await train(...more, "--out", join(root, "none"));
    expect(code).toBe(2);
    expect(log).toContain(expected);
  });
});

const finetune = (...more: readonly string[]) =>
  runCommand("scan", "finetune", "--split", "add_jump", "--cell", "rnn", "--method", "equizero", ...more);
const tuned = { finetune: { method: "equitune", weights: "0".repeat(64) } };

test("a fine-tuned network is measured the way that it was tuned for", async () => {
  const finetune = { method: "equizero", loss: "product", weights: "0".repeat(64) };
  const own = await evaluate("--checkpoint", network("own", { settings: { finetune } }), "--limit", "5", "--json");
  expect(JSON.parse(own.out.trim())).toMatchObject({ loss: "product", methods: { equizero: { n: 5 } } });
  const { code, out } = await evaluate("--checkpoint", network("tuned", { settings: tuned }), "--limit", "5", "--json");
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(out.trim()).methods)).toEqual(["equitune"]);
});

describe("fine-tuning tells bad input in one sentence", () => {
  test.each<[string, () => readonly string[], string]>([
    ["no network", () => ["--from", join(root, "nothing"), "--out", join(root, "a")], "scan train --out"],
    ["another cell", () => ["--cell", "gru", "--from", network("from"), "--out", join(root, "b")], "with --from"],
    [
      "a network fine-tuned before",
      () => ["--from", network("twice", { settings: tuned }), "--out", join(root, "c")],
      "fine-tuned by equitune. Name the run that it began from",
    ],
    [
      "a folder of another run",
      () => ["--from", network("first"), "--out", network("taken")],
      "fine-tuned by equizero (gradient of equitune) from weights",
    ],
    [
      "a way round for a gradient that needs none",
      () => ["--method", "equitune", "--straight-through", "own", "--from", network("ways"), "--out", join(root, "d")],
      "expected --method equizero",
    ],
    [
      "a loss to choose by where nothing is chosen",
      () => ["--method", "equitune", "--loss", "product", "--from", network("losses"), "--out", join(root, "g")],
      "expected --method equizero",
    ],
    [
      "a run at another rate, by another loss",
      () => ["--rate", "0.001", "--loss", "product", "--from", network("rates"), "--out", network("rated")],
      "steps of 1 at rate 0.001, fine-tuned by equizero (gradient of equitune, chosen by product) from weights",
    ],
    ["no method", () => ["--method", "base", "--out", join(root, "e")], "equitune, equizero"],
  ])("%s", async (_, more, expected) => {
    const { code, log } = await finetune(...more());
    expect(code).toBe(2);
    expect(log).toContain(expected);
    expect(log).not.toMatch(/^\s+at /mu);
  });
});

test("a table says which training ended early, and that the same command goes on", async () => {
  const script = join(root, "failing.mjs");
  writeFileSync(script, "process.exit(2);");
  const [, before = ""] = process.argv;
  process.argv[1] = script;
  try {
    const out = join(root, "failing");
    const { code, log } = await runCommand(
      "scan",
      "table",
      "--cells",
      "gru",
      "--seeds",
      "3",
      "--jobs",
      "1",
      "--out",
      out,
    );
    expect(code).toBe(2);
    expect(log).toContain("training of gru on add_jump, seed 3 to reach its last step but it ended with code 2");
    expect(log).toContain("give the command again");
    expect(log).not.toContain("defect");
  } finally {
    process.argv[1] = before;
  }
});

test("a table measures each kind of run in its own column, and says which trainings have not ended", async () => {
  const out = join(root, "table");
  const validated = (name: string, step: number, changes: RunChanges = {}): void => {
    const folder = writeUntrainedRun(join(out, "runs", name), changes);
    writeFileSync(join(folder, "history.json"), JSON.stringify([{ step, full: true, right: 1, count: 10 }]));
  };
  validated("rnn-add_jump-0", recipes.batched.steps);
  validated("rnn-add_jump-0-equitune", 2_000, { settings: tuned });
  const args = ["--recipe", "batched", "--cells", "rnn", "--seeds", "0", "--limit", "3", "--no-train", "--out", out];
  const { code, out: json } = await runCommand("scan", "table", ...args, "--json");
  expect(code).toBe(0);
  const result = JSON.parse(json.trim());
  const filled = result.tables.map(
    (table: { cells: { ours: object | null }[][] }) => table.cells.flat().filter(({ ours }) => ours !== null).length,
  );
  expect(filled).toEqual([3, 3, 1, 1]);
  expect(result.notes[0]).toBe(
    "rnn on add_jump, seed 0, equitune: training stands at step 2000 of 10000; measured with the weights of step 2000.",
  );
  expect(result.command).toContain("--stages base,finetuned,group");
  const elsewhere = [...args.slice(0, -1), join(root, "elsewhere"), "--json"];
  const keep = ["--keep", join(out, "result.json"), "--note", "It's kept."];
  const kept = await runCommand("scan", "table", ...elsewhere, ...keep);
  expect(JSON.parse(kept.out.trim()).tables).toEqual(result.tables);
  expect(JSON.parse(kept.out.trim()).command).toContain(
    `--no-train --limit 3 --loss perStepMean --keep ${join(out, "result.json")} --note 'It'\\''s kept.' --out`,
  );
  const none = await runCommand("scan", "table", ...elsewhere, "--keep", join(out, "report.md"));
  expect([none.code, none.log.includes("expected the result.json of")]).toEqual([2, true]);
  const wrong = await runCommand("scan", "table", "--out", out, "--stages", "base,tuned");
  expect([wrong.code, wrong.log.includes("base, finetuned, group")]).toEqual([2, true]);
}, 60_000);
