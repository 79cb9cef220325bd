import { crossEntropy } from "../../train/loss.ts";
import { reshape } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";
import { foldedLogits, type OrbitFold } from "./orbit-head.ts";
import { biasedConvolution, residualNetwork, type ResidualShape, type Tensors } from "./residual-network.ts";

/** What a step of fine-tuning sees: so many images, each from so many sides, of this height and width. */
export interface ResidualStep {
  readonly images: number;
  readonly sides: number;
  readonly side: number;
}

/** The loss of a residual network, its logits folded over the sides, for `trainingGraph`. Inputs "images" (n·|G|, 3, side, side), "labels" (n), "weights" (n); all tensors are parameters. */
export function residualLoss(
  on: Tape,
  shape: ResidualShape,
  { images, sides, side }: ResidualStep,
  fold: Exclude<OrbitFold, "lambda">,
): Value {
  const seen = on.input("images", [images * sides, 3, side, side]);
  const tensors: Tensors = (name, dims) => on.parameter(name, dims);
  const parts = { convolve: biasedConvolution(on, tensors), tensors };
  const { logits } = residualNetwork(on, seen, parts, shape);
  const folded = foldedLogits(on, reshape(on, logits, [images, sides, shape.classes]), fold);
  return crossEntropy(on, folded, on.input("labels", [images], "int32"), on.input("weights", [images]));
}
