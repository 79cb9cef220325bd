import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Image } from "../../../src/images/image.ts";
import { quarterTurns } from "../../../src/images/image-action.ts";
import { normalizations } from "../../../src/images/normalize.ts";
import { type ImageClassifier, openImageClassifier } from "../../../src/models/image-classifier/image-classifier.ts";
import { invariant } from "../../../src/pipelines/cnn/cnn-method.ts";
import { evaluateCnn } from "../../../src/pipelines/cnn/evaluate-cnn.ts";
import { findImages } from "../../../src/store/image-folder.ts";
import { readImages } from "../../../src/store/read-images.ts";
import { sharedData } from "../../shared-data.ts";

const [network, tar] = [sharedData("resnet20-cifar10/resnet20.onnx"), sharedData("cifar10/test.tar")];
const absent = network === undefined || tar === undefined;
const classes = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

describe.skipIf(absent)(
  "a ResNet-20 of others, on the first ten test images of each class (needs ../shared/data/resnet20-cifar10 and cifar10)",
  () => {
    let root: string;
    let classifier: ImageClassifier;
    const model = network ?? "";
    beforeAll(async () => {
      root = mkdtempSync(join(tmpdir(), "evenhand-resnet-"));
      const files = classes.flatMap((name) => Array.from({ length: 10 }, (_, i) => `test/${name}/000${i}.jpg`));
      execFileSync("tar", ["xf", tar ?? "", "-C", root, ...files]);
      classifier = await openImageClassifier(model, { normalization: normalizations.imagenet });
    });
    afterAll(async () => {
      await classifier.close();
      rmSync(root, { recursive: true });
    });

    const see = async (images: readonly Image[]) => (await classifier.see(images)).map(({ logits }) => logits);

    it("has its accuracy on upright images, and loses much of it on turned ones", async () => {
      const images = { model, data: join(root, "test"), batch: 20, network: { offline: true } };
      const how = { group: "rot90", methods: ["base", "equitune"], perturbation: { seed: 0 } } as const;
      const { cells } = await evaluateCnn({ ...images, ...how });
      const shareOf = (condition: string, method: string) =>
        cells.find((cell) => cell.condition === condition && cell.method === method)?.value ?? NaN;
      expect(cells.map(({ images: count }) => count)).toEqual([100, 100, 100, 100]);
      // 81.0 % on all 10,000 test images (reports/examples/cnn), three standard deviations of a share of 100.
      expect(Math.abs(shareOf("plain", "base") - 0.81)).toBeLessThan(3 * 0.0392);
      expect(shareOf("moved", "base")).toBeLessThan(0.6);
      expect(shareOf("moved", "equitune")).toBe(shareOf("plain", "equitune"));
    });

    it("is invariant to quarter turns by equitune, and not by itself", async () => {
      const { value: first } = await readImages(findImages(join(root, "test")).files, { batch: 10 }).next();
      const pictures = (first ?? []).map(({ image }) => image);
      const turned = (g: number) => pictures.map((x) => quarterTurns.apply(quarterTurns.group.elements[g]!, x));
      const furthest = async (method: "base" | "equitune"): Promise<number> => {
        const model = invariant(see, { method, action: quarterTurns });
        const upright = await model(pictures);
        const differences = await Promise.all(
          [1, 2, 3].map(async (g) =>
            (await model(turned(g))).flatMap((row, i) => [...row].map((value, j) => Math.abs(value - upright[i]![j]!))),
          ),
        );
        return Math.max(...differences.flat());
      };
      expect(await furthest("equitune")).toBeLessThan(1e-5);
      expect(await furthest("base")).toBeGreaterThan(1);
    });
  },
);
