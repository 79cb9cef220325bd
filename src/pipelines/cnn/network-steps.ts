import type { Action } from "../../group/action.ts";
import type { Element } from "../../group/group.ts";
import { type Image, stacked } from "../../images/image.ts";
import { type Normalization, normalized } from "../../images/normalize.ts";
import { key, pick, uniform } from "../../math/random.ts";
import type { Perturbation } from "../../images/perturb.ts";
import type { LabelledImage } from "../../store/read-images.ts";
import type { RunTensors } from "../../train/graph-runner.ts";
import { epochOrder } from "./epoch-order.ts";

/** How a step's images are moved. */
export interface NetworkSteps {
  readonly action: Action<Image>;
  /** 1: one side of each image, drawn anew at each step; else |G|, all of them. */
  readonly sides: number;
  readonly imagesOfStep: number;
  readonly normalization: Normalization;
  readonly perturbation: Perturbation;
}

/** The feeds of each step of `residualLoss`, counted from 1. */
export function networkSteps(
  images: readonly LabelledImage[],
  { action, sides, imagesOfStep, normalization, perturbation: { seed } }: NetworkSteps,
): (step: number) => RunTensors {
  const chosen = epochOrder(images.length, imagesOfStep, seed);
  const weights = new Float32Array(imagesOfStep).fill(1 / imagesOfStep);
  return (step) => {
    const own = [...chosen(step)].map((i) => images[i] as LabelledImage);
    const drawn = (index: number): Element =>
      action.group.elements[pick(uniform(key(seed, "side", step), index), action.group.order)] as Element;
    const seen = own.flatMap(({ image, index }) =>
      (sides === 1 ? [drawn(index)] : action.group.elements).map((g) =>
        normalized(action.apply(g, image), normalization),
      ),
    );
    const [{ channels, height, width }] = seen as [Image, ...Image[]];
    return {
      images: { type: "float32", dims: [seen.length, channels, height, width], data: stacked(seen) },
      labels: { type: "int32", dims: [own.length], data: Int32Array.from(own, ({ label }) => label) },
      weights: { type: "float32", dims: [own.length], data: weights },
    };
  };
}
