import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { key, uniform } from "../../../src/math/random.ts";
import { unitVector } from "../../../src/math/similarity.ts";
import type { ClipSession } from "../../../src/pipelines/clip/clip-session.ts";
import { type LambdaPlan, trainOnSession } from "../../../src/pipelines/clip/train-session.ts";

const root = mkdtempSync(join(tmpdir(), "clip-train-"));
afterAll(() => rmSync(root, { recursive: true }));

const vector = (...name: readonly number[]): Float32Array =>
  unitVector(Float32Array.from({ length: 8 }, (_, i) => uniform(key(1, "feature", name), i) - 0.5));

/** Sixty images of three classes, and made-up features of their sides. */
const session = {
  clip: { name: "made-up", digests: { model: "0", tokenizer: "0" } },
  folder: { folder: "made-up", classes: ["a", "b", "c"], files: [] },
  prompts: { name: "made-up", templates: [] },
  labels: Array.from({ length: 60 }, (_, i) => i % 3),
  classes: [0, 1, 2].map((label) => vector(1000 + label)),
  table: {
    images: 60,
    features: (points: readonly { readonly image: number; readonly side: number }[]) =>
      Promise.resolve(points.map(({ image, side }) => vector(image, side))),
  },
} as unknown as ClipSession;

/** Three rounds, the last one short. */
const plan = (name: string): LambdaPlan => ({
  group: "rot90",
  form: "paper",
  logitFactor: 100,
  steps: 250,
  imagesOfStep: 4,
  rate: 0.1,
  seed: 2,
  out: join(root, name),
});

async function finish(own: LambdaPlan) {
  const training = trainOnSession(session, own);
  const rounds: number[] = [];
  for (;;) {
    const { value, done } = await training.next();
    if (done === true) return { rounds, found: value };
    rounds.push(value.step);
  }
}

const bytesOf = (name: string): readonly Buffer[] =>
  ["lambda.onnx", "lambda.json", "training.json", "checkpoint.safetensors"].map((file) =>
    readFileSync(join(root, name, file)),
  );

test("a training that was killed and resumed ends in the same bytes as one that was not", async () => {
  const whole = await finish(plan("whole"));
  expect(whole.rounds).toEqual([100, 200, 250]);
  const stopped = trainOnSession(session, plan("killed"));
  await stopped.next();
  const checkpoint = join(root, "killed/checkpoint.safetensors");
  copyFileSync(checkpoint, join(root, "first"));
  await stopped.next();
  await stopped.return(undefined as never);
  copyFileSync(join(root, "first"), checkpoint); // as if it was killed before it kept the second round's
  const resumed = await finish(plan("killed"));
  expect(resumed.rounds).toEqual([200, 250]);
  expect(resumed.found).toEqual(whole.found);
  expect(bytesOf("killed")).toEqual(bytesOf("whole"));
  const again = await finish(plan("killed"));
  expect(again).toEqual({ rounds: [], found: whole.found });
  expect(bytesOf("killed")).toEqual(bytesOf("whole"));
});

test("a checkpoint whose settings nobody knows is not trained on", async () => {
  await finish(plan("unknown"));
  rmSync(join(root, "unknown/training.json"));
  expect((await finish(plan("unknown"))).rounds).toEqual([100, 200, 250]);
});

test.each(["training.json", "checkpoint.safetensors"])("a damaged %s is named, not trained on", async (file) => {
  const own = { ...plan(`damaged-${file}`), steps: 1 };
  await finish(own);
  writeFileSync(join(own.out, file), "not what it was");
  await expect(finish(own)).rejects.toThrow(/damaged.*choose another folder with --out/u);
});

test("a training of other settings is left alone", async () => {
  const own = { ...plan("other"), steps: 1 };
  await finish(own);
  await expect(finish({ ...own, rate: 0.2 })).rejects.toThrow(
    "at rate 0.2, logit factor 100, seed 2, but found one of",
  );
});
