import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeClassImages } from "../../fakes/class-images.ts";
import { tinyCnn } from "../../fakes/tiny-cnn.ts";
import { runCommand } from "../run-command.ts";

const root = mkdtempSync(join(tmpdir(), "evenhand-cnn-held-"));
const [data, model] = [join(root, "data"), join(root, "tiny.onnx")];
afterAll(() => rmSync(root, { recursive: true }));
beforeAll(async () => {
  writeFileSync(model, tinyCnn());
  await writeClassImages(data, { images: [12, 3, 1] });
});

const train = (...options: readonly string[]) =>
  runCommand("cnn", "train", "--model", model, "--data", data, "--epochs", "1", "--json", ...options);

it("each class of two or more gives at least one image to choose the epoch by", async () => {
  for (const what of ["head", "all"]) {
    const { out } = await train("--what", what, "--method", "base", "--held", "0.01", "--out", join(root, what));
    expect(JSON.parse(out.trim().split("\n").at(-1) ?? "")).toMatchObject({ kept: { images: 2 } });
  }
});

const table = ["cnn", "table", "--models", model, "--data", data, "--training", data];

it.each<[string, readonly string[], string]>([
  ["everything is held out", ["--held", "1"], "above 0 and below 1"],
  ["no class has two images", ["--training-limit", "3"], "raise --limit or --training-limit"],
  ["a step wants more images", ["--batch", "15"], "at least 15 images to train on"],
])("says before it sees an image that %s", async (_, options, words) => {
  for (const { code, log } of [
    await runCommand(...table, ...options, "--out", join(root, "table")),
    await train(...options.map((name) => name.replace("training-", "")), "--out", join(root, "few")),
  ]) {
    expect([code, log]).toEqual([2, expect.stringContaining(words)]);
    expect(log).not.toContain("Seeing");
  }
});
