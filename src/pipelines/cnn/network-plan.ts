import type { Perturbation } from "../../images/perturb.ts";
import type { OrbitFold } from "../../networks/convolutional/orbit-head.ts";
import type { CnnNames } from "./open-cnn.ts";

/** How `cnn train --what all` trains every weight of a network. */
export interface NetworkPlan extends CnnNames {
  /** "base" sees one side of each image, drawn anew at each step; the others all of them. */
  readonly fold: Exclude<OrbitFold, "lambda">;
  readonly epochs: number;
  readonly imagesOfStep: number;
  readonly rate: number;
  /** The share of each class, its last images, that chooses the epoch. In (0, 1). */
  readonly held: number;
  readonly perturbation: Perturbation;
  readonly out: string;
}
