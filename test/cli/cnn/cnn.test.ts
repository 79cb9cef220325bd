import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { NetworkPlan } from "../../../src/pipelines/cnn/network-plan.ts";
import { trainCnnNetwork } from "../../../src/pipelines/cnn/train-network.ts";
import { folderDigest } from "../../../src/store/digest.ts";
import { writeClassImages } from "../../fakes/class-images.ts";
import { tinyCnn } from "../../fakes/tiny-cnn.ts";
import { runCommand } from "../run-command.ts";

const root = mkdtempSync(join(tmpdir(), "evenhand-cnn-"));
const [data, model] = [join(root, "data"), join(root, "tiny.onnx")];
afterAll(() => rmSync(root, { recursive: true }));

beforeAll(async () => {
  writeFileSync(model, tinyCnn());
  await writeClassImages(data);
});

const seen = ["--model", model, "--data", data, "--threads", "1"];
const lastLine = (out: string): unknown => JSON.parse(out.trim().split("\n").at(-1) ?? "");

it("eval: moving images changes nothing but the base; batches change nothing", async () => {
  const methods = ["--methods", "base,equitune,equizero,equizero-entropy,equizero-inverted", "--group", "d4", "--json"];
  const { code, out } = await runCommand("cnn", "eval", ...seen, ...methods);
  expect(code).toBe(0);
  const { cells, images, classes } = lastLine(out) as {
    images: number;
    classes: readonly string[];
    cells: readonly { condition: string; method: string; right: number; images: number }[];
  };
  expect([images, classes]).toEqual([36, ["flat", "left", "top"]]);
  for (const method of ["equitune", "equizero", "equizero-entropy", "equizero-inverted"]) {
    const [plain, moved] = cells.filter((cell) => cell.method === method);
    expect(moved?.right).toBe(plain?.right);
  }
  const again = await runCommand("cnn", "eval", ...seen, ...methods, "--batch-size", "5");
  expect(again.out).toBe(out);
  const unframed = await runCommand("cnn", "eval", ...seen, ...methods, "--frames", "off");
  expect(unframed.out).toBe(out);
  const text = await runCommand("cnn", "eval", ...seen, "--limit", "6", "--plain");
  expect(text.out).toContain("tiny on 6 images");
});

it("eval: a product of two groups is a group like any other", async () => {
  const methods = ["--methods", "base,equitune,equizero", "--group", "flip+rot180", "--json"];
  const { out } = await runCommand("cnn", "eval", ...seen, ...methods);
  const { cells, group } = lastLine(out) as { group: string; cells: readonly { method: string; right: number }[] };
  expect(group).toBe("flip+rot180");
  for (const method of ["equitune", "equizero"]) {
    const [plain, moved] = cells.filter((cell) => cell.method === method);
    expect(moved?.right).toBe(plain?.right);
  }
});

it("train: a head and a λ-network are written, and eval takes them", async () => {
  const out = join(root, "both");
  const options = ["--what", "both", "--epochs", "3", "--rate", "0.05", "--held", "0.25", "--out", out, "--json"];
  const { code, out: lines } = await runCommand("cnn", "train", ...seen, ...options);
  expect(code).toBe(0);
  expect(lines.trim().split("\n")).toHaveLength(4);
  expect(lastLine(lines)).toMatchObject({ out, kept: { images: 9 } });
  const evaluated = await runCommand("cnn", "eval", ...seen, "--trained", out, "--methods", "base,lambda", "--json");
  const { sides } = lastLine(evaluated.out) as { sides: readonly { side: string; mean: number }[] };
  expect(sides.map(({ side }) => side)).toEqual(["0°", "90°", "180°", "270°"]);
  expect(sides.reduce((sum, { mean }) => sum + mean, 0)).toBeCloseTo(1, 6);
  const other = await runCommand("cnn", "eval", ...seen, "--trained", out, "--group", "flip");
  expect(other).toMatchObject({ code: 2, log: expect.stringContaining("--group rot90") });
});

it("train: all weights of a small network are tuned, and the result is a model like any other", async () => {
  const out = join(root, "tuned");
  const options = [
    "--what",
    "all",
    "--method",
    "equitune",
    "--epochs",
    "2",
    "--rate",
    "0.05",
    "--held",
    "0.25",
    "--out",
    out,
  ];
  const { code, out: text } = await runCommand("cnn", "train", ...seen, ...options);
  expect(code).toBe(0);
  expect(text).toContain("epoch 2: loss");
  expect(readFileSync(join(out, "onnx/model.onnx")).equals(tinyCnn())).toBe(false);
  expect(existsSync(join(out, "preprocessor_config.json"))).toBe(true);
  const evaluated = await runCommand("cnn", "eval", "--model", out, "--data", data, "--threads", "1", "--json");
  expect(lastLine(evaluated.out)).toMatchObject({ model: "tuned", images: 36 });
});

/** All weights of the tiny network on the twelve images of each class. */
const plan = (out: string): NetworkPlan => ({
  model,
  data,
  group: "rot90",
  batch: 8,
  network: {},
  fold: "equitune",
  epochs: 3,
  imagesOfStep: 4,
  rate: 0.05,
  held: 0.25,
  perturbation: { seed: 5 },
  out,
});

it("train: stopped anywhere and begun again, all weights end in the same bytes", async () => {
  const [whole, cut] = [join(root, "whole"), join(root, "cut")];
  const kept = await trainCnnNetwork(plan(whole));
  const epochs: number[] = [];
  const stopAt = (stop: number) =>
    trainCnnNetwork(plan(cut), (news) => {
      if (news.at !== "epoch") return;
      if (news.epoch === stop) throw new Error("killed"); // between the state of an epoch and its judgement
      epochs.push(news.epoch);
    });
  await expect(stopAt(1)).rejects.toThrow("killed");
  await expect(stopAt(3)).rejects.toThrow("killed");
  expect(await stopAt(NaN)).toEqual(kept);
  expect(epochs).toEqual([1, 2, 3]);
  expect(await folderDigest(cut)).toBe(await folderDigest(whole));
  await expect(trainCnnNetwork({ ...plan(cut), epochs: 4 })).rejects.toThrow("4 epochs");
  writeFileSync(join(cut, "checkpoint.safetensors"), "cut short");
  await expect(trainCnnNetwork(plan(cut))).rejects.toThrow("found damaged ones");
});

it("table: every method beside the published figures, and again from what was kept", async () => {
  const out = join(root, "table");
  const table = ["--models", model, "--data", data, "--training", data, "--seeds", "0,1", "--epochs", "1"];
  const first = await runCommand("cnn", "table", ...table, "--out", out, "--json");
  expect(first.code).toBe(0);
  const { about, tables, contrasts, viewWeights } = lastLine(first.out) as {
    about: readonly string[];
    tables: readonly {
      rows: readonly { network: string; method: string }[];
      cells: readonly { ours: object | null; published: object | null }[][];
    }[];
    contrasts: readonly { title: string; n: number }[];
    viewWeights: readonly { views: readonly string[] }[];
  };
  expect(about.at(-1)).toContain("those of the trainings with seed 0");
  expect(tables.map(({ rows }) => rows.length)).toEqual([6, 9]);
  expect(tables[0]?.cells.flat().every(({ ours }) => ours !== null)).toBe(true);
  expect(tables[1]?.cells.flat().filter(({ published }) => published !== null)).toHaveLength(4);
  expect(contrasts.map(({ title }) => title)).toContain("tiny, own head, rot90: lambda over equitune");
  expect(viewWeights.map(({ views }) => views)).toEqual([
    Array.of("0°", "90°", "180°", "270°"),
    Array.of("0°", "90°", "180°", "270°"),
  ]);
  for (const file of ["report.md", "result.json", "table-1.svg", "table-2.svg", "weights-1.svg", "seen/1-test.evrm"])
    expect(existsSync(join(out, file))).toBe(true);
  const again = await runCommand("cnn", "table", ...table, "--out", out, "--json");
  expect(again.out).toBe(first.out);
  const bad = await runCommand("cnn", "table", ...table.slice(0, 6), "--seeds", "first", "--out", out);
  expect(bad).toMatchObject({ code: 2, log: expect.stringContaining("whole numbers such as 0,1,2") });
});

it.each(["eval", "train", "table"])("%s --help tells how the model is run", async (action) => {
  const { out } = await runCommand("cnn", action, "--help");
  const told = out.replace(/\s+/gu, " ");
  expect(told).toContain("threads of the model (default: 1)");
  expect(told).toContain("images in one pass of the model, each from all its sides");
});

it.each<[string, () => readonly string[], string]>([
  ["no action", () => ["cnn"], "expected eval, train or table but found nothing"],
  ["no images", () => ["cnn", "eval", "--model", model], "--data"],
  [
    "a folder that is not there",
    () => ["cnn", "eval", "--model", model, "--data", join(root, "none")],
    "found nothing",
  ],
  [
    "a folder without classes",
    () => ["cnn", "eval", "--model", model, "--data", join(data, "top")],
    "sub-folder of images for each class",
  ],
  [
    "a class that is missing",
    () => ["cnn", "eval", ...seen, "--classes", "flat,left,cat"],
    '"cat" but found flat, left, top',
  ],
  ["too few classes", () => ["cnn", "eval", ...seen, "--classes", "flat,left"], "the model's 3 classes but found 2"],
  ["an unknown method", () => ["cnn", "eval", ...seen, "--methods", "best"], "equizero-entropy"],
  ["an unknown group", () => ["cnn", "eval", ...seen, "--group", "c8"], "rot90"],
  ["a product that is none", () => ["cnn", "eval", ...seen, "--group", "rot90+flip"], "Take d4"],
  ["λ without a λ-network", () => ["cnn", "eval", ...seen, "--methods", "lambda"], "cnn train"],
  ["half a normalisation", () => ["cnn", "eval", ...seen, "--mean", "0,0,0"], "--deviation"],
  ["two numbers for three channels", () => ["cnn", "eval", ...seen, "--mean", "0,0"], "three numbers"],
  [
    "a model that is no file",
    () => ["cnn", "eval", "--model", join(root, "no.onnx"), "--data", data],
    "an ONNX file but found nothing",
  ],
  [
    "a file for a folder of images",
    () => ["cnn", "eval", "--model", model, "--data", model],
    "but found a file. Check",
  ],
  ["a head for λ alone", () => ["cnn", "train", ...seen, "--what", "head", "--out", root], "lambda or both"],
  ["a λ-network for equitune", () => ["cnn", "train", ...seen, "--method", "equitune", "--out", root], "head or all"],
  [
    "two models of one name",
    () => {
      mkdirSync(join(root, "other"), { recursive: true });
      writeFileSync(join(root, "other/tiny.onnx"), tinyCnn());
      const models = `${model},${join(root, "other/tiny.onnx")}`;
      return ["cnn", "table", "--models", models, "--data", data, "--training", data, "--out", join(root, "alike")];
    },
    'two called "tiny"',
  ],
  [
    "a seed written twice",
    () => ["cnn", "table", "--data", data, "--training", data, "--seeds", "0,00", "--out", join(root, "alike")],
    'found "00"',
  ],
  ...(["head", "all"] as const).map((what): [string, () => readonly string[], string] => [
    `a rate at which ${what} comes apart`,
    () => {
      const how = ["--what", what, "--method", "equitune", "--rate", "1e37"];
      return ["cnn", "train", ...seen, ...how, "--out", join(root, `apart-${what}`)];
    },
    "came apart: lower its learning rate",
  ]),
  ["too few images", () => ["cnn", "train", ...seen, "--limit", "3", "--out", root], "--limit"],
])("bad input: %s", async (_, argv, words) => {
  const { code, log } = await runCommand(...argv());
  expect([code, log]).toEqual([2, expect.stringContaining(words)]);
});
