import { multiply, scale } from "../../train/elementwise.ts";
import { softmaxViews } from "../../train/fold.ts";
import { scores } from "../../train/linear.ts";
import { crossEntropy } from "../../train/loss.ts";
import { softmax } from "../../train/normalize.ts";
import { mean } from "../../train/reduce.ts";
import { reshape } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";
import { lambdaNetwork, lambdaWidth } from "../lambda-network.ts";

/** The images of one step of training a λ-network for CLIP. */
export interface LambdaStep {
  readonly images: number;
  /** Views of each image: the order of the group. */
  readonly views: number;
  /** Entries of a feature vector. */
  readonly features: number;
  readonly classes: number;
  /** What similarities are multiplied by before the softmax. */
  readonly logitFactor: number;
  /** "paper": features are averaged with the softmax of the scores as weights. "code": as the published code has it, each view's features times its score, softmax, mean over views, and a second softmax in the loss. */
  readonly form: "paper" | "code";
}

/**
 * The mean cross-entropy of λ-equitune on a frozen CLIP, a scalar; only the λ-network is trained. Inputs: "features" (images·views, features), "classes" (classes, features), "labels" int32
 * (images), "weights" (images), "noise" (images·views, 100), "seed0" and "seed1" (2) for dropout. Source: Basu et al. 2023, arXiv:2305.09900, and its code.
 */
export function lambdaLoss(on: Tape, step: LambdaStep): Value {
  const { images, views, features: width, classes, logitFactor, form } = step;
  const rows = images * views;
  const features = on.input("features", [rows, width]);
  const head = on.input("classes", [classes, width]);
  const seeds = [on.input("seed0", [2]), on.input("seed1", [2])] as const;
  const score = reshape(on, lambdaNetwork(on, features, { noise: on.input("noise", [rows, lambdaWidth]), seeds }), [
    images,
    views,
  ]);
  const [labels, weights] = [on.input("labels", [images], "int32"), on.input("weights", [images])];
  if (form === "paper") {
    const mixed = softmaxViews(on, reshape(on, features, [images, views, width]), score);
    return crossEntropy(on, scale(on, scores(on, mixed, head), logitFactor), labels, weights);
  }
  const similar = reshape(on, scores(on, features, head), [images, views, classes]);
  const sharpened = multiply(on, scale(on, similar, logitFactor), reshape(on, score, [images, views, 1]));
  return crossEntropy(on, mean(on, softmax(on, sharpened), [1]), labels, weights);
}
