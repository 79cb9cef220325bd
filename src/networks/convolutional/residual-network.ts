import { batchNorm } from "../../train/batch-norm.ts";
import { conv2d } from "../../train/convolution.ts";
import { add, relu } from "../../train/elementwise.ts";
import { linear } from "../../train/linear.ts";
import { mean } from "../../train/reduce.ts";
import type { Tape, Value } from "../../train/tape.ts";

/** A small residual network: a stem, then stages that hold one residual block each; stem and stages halve the image's side. */
export interface ResidualShape {
  /** Channels of the stem. */
  readonly stem: number;
  /** Channels of each stage. */
  readonly stages: readonly number[];
  readonly classes: number;
}

/** The convolutions of a residual network. */
export type TrunkShape = Pick<ResidualShape, "stem" | "stages">;

/** Gives a layer's tensor: a parameter of the tape to train it, a constant to run it. */
export type Tensors = (name: string, shape: readonly number[]) => Value;

/** One convolution with what follows it before the ReLU: images (n, c, h, w) to (n, outputs, h / stride, w / stride). */
export type Convolve = (x: Value, layer: string, outputs: number, stride: number) => Value;

/** What a batch normalisation saw: names of its mean and variance among the graph's outputs, each of shape (channels). */
export interface SeenStatistics {
  readonly layer: string;
  readonly mean: string;
  readonly variance: string;
}

const side = 3;

/** Convolutions of 3×3, each normalised by its batch, which adds what it saw to `seen`. */
export function normalizedConvolution(on: Tape, tensors: Tensors, seen: SeenStatistics[] = []): Convolve {
  return (x, layer, outputs, stride) => {
    const kernels = tensors(`${layer}.kernels`, [outputs, x.shape[1] ?? 0, side, side]);
    const gain = tensors(`${layer}.gain`, [outputs]);
    const y = conv2d(on, x, kernels, { stride, padding: 1 });
    const { value, ...statistics } = batchNorm(on, y, gain, tensors(`${layer}.bias`, [outputs]));
    seen.push({ layer, mean: statistics.mean.name, variance: statistics.variance.name });
    return value;
  };
}

/** Convolutions of 3×3 with a bias: what a trained network runs, its normalisations folded into the kernels (`foldNormalization`). */
export function biasedConvolution(on: Tape, tensors: Tensors): Convolve {
  return (x, layer, outputs, stride) =>
    conv2d(on, x, tensors(`${layer}.kernels`, [outputs, x.shape[1] ?? 0, side, side]), {
      stride,
      padding: 1,
      bias: tensors(`${layer}.bias`, [outputs]),
    });
}

/** The network on images (n, c, h, w): features (n, channels of the last stage) and logits (n, classes). */
export function residualNetwork(
  on: Tape,
  images: Value,
  { convolve, tensors }: { readonly convolve: Convolve; readonly tensors: Tensors },
  shape: ResidualShape,
): { readonly features: Value; readonly logits: Value } {
  const features = mean(on, residualTrunk(on, images, convolve, shape), [2, 3]);
  const weight = tensors("head.weight", [features.shape[1] ?? 0, shape.classes]);
  return { features, logits: linear(on, features, weight, tensors("head.bias", [shape.classes])) };
}

/** The convolutions alone: images (n, c, h, w) to a map (n, channels of the last stage, h / 2^(stages + 1), w / 2^(stages + 1)). */
export function residualTrunk(on: Tape, images: Value, convolve: Convolve, { stem, stages }: TrunkShape): Value {
  let x = relu(on, convolve(images, "stem", stem, 2));
  for (const [i, width] of stages.entries()) {
    x = relu(on, convolve(x, `stage${i}.down`, width, 2));
    const inner = relu(on, convolve(x, `stage${i}.first`, width, 1));
    x = relu(on, add(on, x, convolve(inner, `stage${i}.second`, width, 1)));
  }
  return x;
}
