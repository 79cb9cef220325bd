import { expect, it } from "vitest";
import { quarterTurns } from "../../../src/images/image-action.ts";
import { onnxRunner } from "../../../src/models/graph-runner.ts";
import { adapterOf } from "../../../src/pipelines/cnn/adapter.ts";
import type { CnnMethod } from "../../../src/pipelines/cnn/cnn-method.ts";
import { evaluateOrbits } from "../../../src/pipelines/cnn/evaluate-orbits.ts";
import { type OrbitSet, orbitsOf } from "../../../src/pipelines/cnn/orbit-set.ts";
import type { SeenOrbit } from "../../../src/pipelines/cnn/see-orbits.ts";
import { type HeadTraining, type TrainedHead, trainHead } from "../../../src/pipelines/cnn/train-head.ts";
import { heldOut, splitSet } from "../../../src/pipelines/cnn/held-out.ts";
import { numbers } from "../../train/gradient-check.ts";

/**
 * 160 images of two classes. The upright side's features tell the class, with a mark that it is upright; the logits agree. The three other sides tell it by `others` of that: with −0.4 their
 * mean is wrong.
 */
function made(others: number): OrbitSet {
  const n = 160;
  const labels = Int32Array.from({ length: n }, (_, i) => i % 2);
  const noise = numbers(n * 4, 8);
  const seen = new Float32Array(n * 4 * 3);
  const logits = new Float32Array(n * 4 * 2);
  for (let row = 0; row < n * 4; row++) {
    const isUpright = row % 4 === 0;
    const sign = (labels[Math.floor(row / 4)] === 1 ? 1 : -1) * (isUpright ? 1 : others);
    seen.set([sign + 0.1 * noise[row]!, isUpright ? 1 : -1, 0.5 * noise[(row * 7) % noise.length]!], row * 3);
    logits.set([-sign, sign], row * 2);
  }
  return { labels, sides: 4, features: 3, classes: 2, seen, logits };
}

async function last(set: OrbitSet, how: HeadTraining): Promise<TrainedHead> {
  let trained: TrainedHead | undefined;
  for await (const epoch of trainHead(set, how, onnxRunner)) trained = epoch;
  return trained as TrainedHead;
}

async function right(set: OrbitSet, trained: Pick<TrainedHead, "head" | "lambda">, method: CnnMethod): Promise<number> {
  const adapter = await adapterOf(trained);
  async function* seen(): AsyncGenerator<readonly SeenOrbit[]> {
    for (const orbits of orbitsOf(set)) yield await adapter.relabel(orbits);
  }
  const { score } = adapter;
  const how = { action: quarterTurns, methods: [method], perturbation: { seed: 1 }, ...(score && { score }) };
  const { cells } = await evaluateOrbits(seen(), how);
  await adapter.close();
  return cells.find(({ condition }) => condition === "moved")?.right.filter(Boolean).length ?? NaN;
}

/** The last 20 of each class apart. */
const split = (set: OrbitSet) => splitSet(set, heldOut(set.labels, { held: 0.25, imagesOfStep: 4 }, "images"));
const { training, validation } = split(made(-0.4));

it("λ learns which side to trust where the mean of the sides is wrong", async () => {
  const lambda = await last(training, { fold: "lambda", trainsHead: false, epochs: 8, rate: 0.02, seed: 1 });
  expect(await right(validation, {}, "equitune")).toBe(0);
  expect(await right(validation, lambda, "lambda")).toBe(40);
});

it("a head learns from the sides that it is shown, folded as told", async () => {
  const agreeing = split(made(0.4));
  for (const fold of ["base", "equitune", "equizero", "equizero-entropy"] as const) {
    const trained = await last(agreeing.training, { fold, trainsHead: true, epochs: 8, rate: 0.05, seed: 1 });
    expect(trained.lambda).toBeUndefined();
    expect(await right(agreeing.validation, trained, fold)).toBeGreaterThan(36);
  }
});

it("equal seeds give equal bytes, others do not", async () => {
  const how = { fold: "lambda", trainsHead: true, epochs: 1, seed: 3 } as const;
  const [one, again, other] = [
    await last(training, how),
    await last(training, how),
    await last(training, { ...how, seed: 4 }),
  ];
  expect(again).toEqual(one);
  expect(other.head).not.toEqual(one.head);
});

it("refuses what cannot be trained", async () => {
  await expect(last(training, { fold: "equitune", trainsHead: false, seed: 0 })).rejects.toThrow("only the head");
  await expect(
    last(splitSet(training, { training: [0, 1, 2], held: [] }).training, { fold: "base", trainsHead: true, seed: 0 }),
  ).rejects.toThrow("received 3");
});
