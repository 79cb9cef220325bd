import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExperimentResult } from "../../src/experiment/experiment-result.ts";
import { key, uniform } from "../../src/math/random.ts";
import { tinySide, tinyVision, writeTinyClip } from "../models/clip/tiny-clip.ts";
import { runCommand } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "clip-command-"));
const model = join(folder, "model");
const data = join(folder, "images");

async function picture(path: string, seed: number): Promise<void> {
  const raw = Uint8Array.from({ length: tinySide * tinySide * 3 }, (_, i) => Math.floor(256 * uniform(key(seed), i)));
  mkdirSync(join(path, ".."), { recursive: true });
  await sharp(raw, { raw: { width: tinySide, height: tinySide, channels: 3 } })
    .png()
    .toFile(path);
}

beforeAll(async () => {
  writeTinyClip(model);
  for (const [c, name] of ["cat", "guinea_pig", "dog"].entries())
    for (let i = 0; i < 12; i++) await picture(join(data, name, `${i}.png`), 100 * c + i);
});
afterAll(() => rmSync(folder, { recursive: true }));

const clip = (...args: readonly string[]) =>
  runCommand("clip", args[0] ?? "", "--model", model, "--data", data, ...args.slice(1));

describe("clip", () => {
  it("trains a λ-network, measures every method with it, and gives equal bytes again from what it kept", async () => {
    const lambda = join(folder, "lambda");
    const trained = await clip("train", "--out", lambda, "--steps", "200", "--batch", "4", "--json");
    expect(trained).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(lambda, "lambda.json"), "utf8"))).toMatchObject({
      group: "rot90",
      training: 33,
      validation: { images: 3 },
    });
    const last = JSON.parse(trained.out.trim().split("\n").at(-1) ?? "");
    expect(last).toMatchObject({ out: lambda, validation: { images: 3 }, equitune: expect.any(Number) });
    const args = ["eval", "--methods", "base,equitune,equizero,lambda", "--lambda", lambda, "--json"];
    const [once, again] = [await clip(...args), await clip(...args)];
    expect(once).toMatchObject({ code: 0 });
    expect(again.out).toBe(once.out);
    const result = JSON.parse(once.out) as ExperimentResult;
    const [top1, top5] = result.tables;
    expect(top5?.cells.flat().every(({ ours }) => ours?.mean.value === 1)).toBe(true); // three classes
    // Invariant methods say the same of an image whichever way it lies.
    for (const row of top1?.cells.slice(1) ?? []) expect(row[0]?.ours).toEqual(row[1]?.ours);
    expect(result.command).toContain(`--lambda ${lambda} --per-batch 1`);
    expect(result.about.join(" ")).toContain("Each image is moved by a random element");
    const weights = result.viewWeights[0]?.weights.map(({ mean }) => mean) ?? [];
    expect(weights.length).toBe(4);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
    const other = await clip("eval", "--methods", "lambda", "--lambda", lambda, "--group", "flip");
    expect(other.log).toContain("expected a λ-network for the group flip but found one for rot90");
  });

  it("trains and measures the published code's form at its logit factor, 1, and refuses a λ-network of another", async () => {
    const code = ["--form", "code", "--steps", "1", "--batch", "2"];
    const [published, sharp] = [join(folder, "lambda-code"), join(folder, "lambda-code-100")];
    await clip("train", "--out", published, ...code);
    await clip("train", "--out", sharp, ...code, "--logit-factor", "100");
    expect(JSON.parse(readFileSync(join(published, "lambda.json"), "utf8"))).toMatchObject({ logitFactor: 1 });
    const measure = (lambda: string, ...more: readonly string[]) =>
      clip("eval", "--form", "code", "--methods", "lambda", "--lambda", lambda, ...more);
    expect(await measure(published)).toMatchObject({ code: 0 });
    const refused = await measure(sharp);
    expect([refused.code, refused.log.includes("Give --logit-factor 100")]).toEqual([2, true]);
    expect(await measure(sharp, "--logit-factor", "100")).toMatchObject({ code: 0 });
  });

  it("says how images were moved, and the command that measures the same again", async () => {
    const prompts = join(folder, "my prompts.csv");
    writeFileSync(prompts, "template\na photo of {label}\n");
    const asked = ["--prompts", prompts, "--form", "code", "--logit-factor", "2", "--per-batch", "4", "--seed", "3"];
    const { out } = await clip("eval", ...asked, "--limit", "6", "--methods", "base", "--json");
    const { about, command } = JSON.parse(out) as ExperimentResult;
    expect(about.join(" ")).toContain("Every 4 images in a row are moved alike");
    expect(command).toBe(
      `evenhand clip eval --model ${model} --data ${data} --prompts '${prompts}' --limit 6 --form code --logit-factor 2 --seed 3 --group rot90 --methods base --per-batch 4`,
    );
  });

  it("says so where no step weighs the views better than equitune does", async () => {
    const same = join(folder, "same");
    for (const name of ["a", "b"]) for (let i = 0; i < 10; i++) await picture(join(same, name, `${i}.png`), 7);
    const train = ["clip", "train", "--model", model, "--data", same, "--steps", "1", "--batch", "2"];
    const { code, out } = await runCommand(...train, "--out", join(folder, "no-better"));
    expect(code).toBe(0);
    expect(out).toContain("with 1 of 2 held-out images right; equitune has 1.");
    expect(out).toContain("try a lower --rate, such as 0.003");
  });

  it("writes a table with ours beside the published, in both forms", async () => {
    for (const form of ["paper", "code"]) {
      const out = join(folder, form);
      const done = await clip("table", "--out", out, "--form", form, "--limit", "9", "--plain");
      expect(done).toMatchObject({ code: 0 });
      const result = JSON.parse(readFileSync(join(out, "result.json"), "utf8")) as ExperimentResult;
      expect(result.tables[0]?.cells.flat().map(({ ours }) => ours?.n)).toEqual(Array.from({ length: 18 }, () => 9));
      expect(readFileSync(join(out, "report.md"), "utf8")).toContain("levels are not comparable");
      expect(result.command).toContain(
        `--prompts clip --limit 9 --form ${form} --logit-factor 1 --seed 0 --per-batch 1 --out`,
      );
    }
  });
});

/** A training of a few steps. */
const brief = (name: string, steps: string): readonly string[] => [
  "clip",
  "train",
  "--data",
  data,
  "--model",
  model,
  "--steps",
  steps,
  "--batch",
  "2",
  "--out",
  join(folder, name),
];

it.each<[string, () => Promise<readonly string[]>, string]>([
  ["no action", () => Promise.resolve(["clip"]), "expected eval, train or table"],
  [
    "an unknown method",
    () => Promise.resolve(["clip", "eval", "--data", data, "--model", model, "--methods", "best"]),
    '"best"',
  ],
  [
    "no such images",
    () => Promise.resolve(["clip", "eval", "--data", join(folder, "nowhere"), "--model", model]),
    "nowhere",
  ],
  [
    "no λ-network",
    () => Promise.resolve(["clip", "eval", "--data", data, "--model", model, "--methods", "lambda"]),
    "clip train",
  ],
  [
    "a rate at which training comes apart",
    () => Promise.resolve([...brief("apart", "5"), "--rate", "1e30", "--json"]),
    "lower its learning rate (--rate)",
  ],
  [
    "a network that gives no numbers",
    () => Promise.resolve([...brief("no-numbers", "1"), "--rate", "1e30"]),
    "expected scores that are finite numbers",
  ],
  [
    "too few images to hold one out",
    () => Promise.resolve([...brief("few", "1"), "--limit", "15"]),
    "expected at least 10 images a class, of which the last is held out to choose the step by, but found at most 5",
  ],
  [
    "a folder that holds another training",
    async () => {
      await runCommand(...brief("taken", "1"));
      return [...brief("taken", "1"), "--seed", "9"];
    },
    "seed 0. Choose another folder with --out",
  ],
  [
    "unknown prompts",
    () => Promise.resolve(["clip", "eval", "--data", data, "--model", model, "--prompts", "none"]),
    "--prompts",
  ],
  [
    "prompts without a place for the class",
    () => {
      writeFileSync(join(folder, "bad.csv"), "template\na photo\n");
      return Promise.resolve(["clip", "eval", "--data", data, "--model", model, "--prompts", join(folder, "bad.csv")]);
    },
    "expected {label} once",
  ],
  [
    "an empty folder",
    () => {
      mkdirSync(join(folder, "empty"));
      return Promise.resolve(["clip", "eval", "--data", join(folder, "empty"), "--model", model]);
    },
    "sub-folder",
  ],
  [
    "a class without images",
    async () => {
      await picture(join(folder, "half/cat/1.png"), 1);
      mkdirSync(join(folder, "half/dog"));
      return ["clip", "eval", "--data", join(folder, "half"), "--model", model];
    },
    "expected images (JPEG, PNG or WebP) but found none",
  ],
  [
    "an image that cannot be read",
    async () => {
      await picture(join(folder, "cut/cat/1.png"), 1);
      writeFileSync(join(folder, "cut/cat/2.png"), readFileSync(join(folder, "cut/cat/1.png")).subarray(0, 60));
      return ["clip", "eval", "--data", join(folder, "cut"), "--model", model];
    },
    "2.png: expected a JPEG, PNG or WebP image",
  ],
  [
    "a model that gives NaN",
    () => {
      const broken = writeTinyClip(join(folder, "nan"), { "onnx/vision_model.onnx": tinyVision(Number.NaN) });
      return Promise.resolve(["clip", "eval", "--data", data, "--model", broken]);
    },
    "found NaN",
  ],
])("clip says what is wrong in one sentence: %s", async (_, args, message) => {
  const { code, out, log } = await runCommand(...(await args()));
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(log).toMatch(/^evenhand: [^\n]+\n$/u);
  expect(log).toContain(message);
});
