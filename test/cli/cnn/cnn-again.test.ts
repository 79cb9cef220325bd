import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withRunLock } from "../../../src/store/run-lock.ts";
import { writeClassImages } from "../../fakes/class-images.ts";
import { tinyCnn } from "../../fakes/tiny-cnn.ts";
import { runCommand } from "../run-command.ts";

/** Folders that an earlier run wrote to, and that another run meets with other settings. */
const root = mkdtempSync(join(tmpdir(), "evenhand-cnn-again-"));
const [data, others, model] = [join(root, "data"), join(root, "others"), join(root, "tiny.onnx")];
afterAll(() => rmSync(root, { recursive: true }));
beforeAll(async () => {
  writeFileSync(model, tinyCnn());
  await writeClassImages(data, { images: 8 });
  await writeClassImages(others, { images: 8, seed: 1 });
});

const quick = ["--epochs", "1", "--held", "0.25"];
const train = (out: string, ...options: readonly string[]) =>
  runCommand("cnn", "train", "--model", model, "--data", data, ...quick, "--out", out, ...options);
const table = (images: string, out: string) => {
  const folders = ["--data", images, "--training", images, "--out", out];
  return runCommand("cnn", "table", "--models", model, ...folders, "--seeds", "0", ...quick, "--json");
};
const evaluate = (...options: readonly string[]) =>
  runCommand("cnn", "eval", "--model", model, "--data", data, ...options);

const tables = ({ out }: { readonly out: string }) => (JSON.parse(out) as { readonly tables: unknown }).tables;

it("table: images that were replaced under their names are seen anew", async () => {
  const [changing, out] = [join(root, "changing"), join(root, "table")];
  await writeClassImages(changing, { images: 8 });
  const first = await table(changing, out);
  await writeClassImages(changing, { images: 8, seed: 1 });
  const [second, fresh] = [await table(changing, out), await table(changing, join(root, "fresh"))];
  expect(tables(second)).toEqual(tables(fresh));
  expect(tables(second)).not.toEqual(tables(first));
});

it.each<[string, () => readonly string[], string]>([
  ["images", () => ["--data", others], "now it would be 24 images of 3 classes ("],
  ["classes", () => ["--classes", "top,left,flat"], "now it would be 24 images of 3 classes ("],
  ["normalisation", () => ["--mean", "0,0,0", "--deviation", "1,1,1"], "rgb less 0,0,0 over 1,1,1"],
  ["seed", () => ["--seed", "7"], "others: seed 0, where now it would be seed 7. Choose another folder with --out"],
])("train: a folder of other %s is refused", async (what, options, words) => {
  for (const part of [
    ["--what", "all", "--method", "equitune"],
    ["--what", "head", "--method", "equitune"],
  ]) {
    const out = join(root, `${what}-${part[1]}`);
    expect((await train(out, ...part)).code).toBe(0);
    const again = await train(out, ...part, ...options());
    expect(again).toMatchObject({ code: 2, log: expect.stringContaining(words) });
  }
});

it("train: another training does not leave its graph beside an earlier one's", async () => {
  const out = join(root, "mixed");
  await train(out, "--what", "both");
  const lambda = readFileSync(join(out, "lambda.onnx"));
  const head = ["--what", "head", "--method", "equitune"];
  expect(await train(out, ...head)).toMatchObject({ code: 2, log: expect.stringContaining("by lambda under rot90") });
  const alone = join(root, "alone");
  await train(alone, ...head);
  writeFileSync(join(alone, "lambda.onnx"), lambda);
  const mixed = await evaluate("--trained", alone, "--methods", "lambda");
  expect(mixed).toMatchObject({
    code: 2,
    log: expect.stringContaining("expected a λ-network for lambda but found none in"),
  });
});

it("eval: what was trained on another model, or to see otherwise, is refused", async () => {
  const [out, tuned] = [join(root, "head"), join(root, "tuned")];
  await train(out, "--what", "both");
  await train(tuned, "--what", "all", "--method", "equitune", "--rate", "0.05");
  const trained = ["--trained", out, "--methods", "base,lambda"];
  expect((await evaluate(...trained)).code).toBe(0);
  for (const [options, words] of [
    [["--model", tuned], "expected the model tiny ("],
    [["--classes", "top,left,flat"], "expected the classes flat,left,top"],
    [["--mean", "0,0,0", "--deviation", "1,1,1"], "expected images seen as 8×8, rgb less 0.485,"],
  ] as const) {
    const { code, log } = await evaluate(...trained, ...options);
    expect([code, log]).toEqual([2, expect.stringContaining(words)]);
  }
  truncateSync(join(out, "lambda.onnx"), 100);
  const cut = await evaluate(...trained);
  expect(cut).toMatchObject({ code: 2, log: expect.stringContaining("lambda.onnx: expected what was written") });
});

it("a folder that another run writes to is left alone", async () => {
  const out = join(root, "locked");
  await withRunLock(out, async () => {
    for (const { code, log } of [
      await train(out),
      await train(out, "--what", "all", "--method", "equitune"),
      await table(data, out),
    ])
      expect([code, log]).toEqual([2, expect.stringContaining("a run that no other process writes")]);
  });
  expect(existsSync(join(out, "adapter.json"))).toBe(false);
});
