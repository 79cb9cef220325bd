import type { Published } from "../../experiment/evaluation.ts";
import type { CnnMethod } from "./cnn-method.ts";
import type { HeadTraining } from "./train-head.ts";

/** A row of the table: what is trained, if anything, and how images are classified then. */
export interface TableRow {
  readonly head: "own" | "trained";
  readonly title: string;
  readonly method: CnnMethod;
  /** Absent: nothing is trained. */
  readonly training?: Pick<HeadTraining, "fold" | "trainsHead">;
}

/** The rows, in order: the network's own head, then heads trained from chance on its features. */
export const tableRows: readonly TableRow[] = [
  { head: "own", title: "base", method: "base" },
  { head: "own", title: "equitune", method: "equitune" },
  { head: "own", title: "equizero, max probability", method: "equizero" },
  { head: "own", title: "equizero, entropy", method: "equizero-entropy" },
  { head: "own", title: "equizero, sign as published", method: "equizero-inverted" },
  { head: "own", title: "λ-equitune", method: "lambda", training: { fold: "lambda", trainsHead: false } },
  { head: "trained", title: "base (linear probing)", method: "base", training: { fold: "base", trainsHead: true } },
  { head: "trained", title: "equitune", method: "equitune", training: { fold: "equitune", trainsHead: true } },
  {
    head: "trained",
    title: "equizero, max probability",
    method: "equizero",
    training: { fold: "equizero", trainsHead: true },
  },
  {
    head: "trained",
    title: "equizero, entropy",
    method: "equizero-entropy",
    training: { fold: "equizero-entropy", trainsHead: true },
  },
  { head: "trained", title: "λ-equitune", method: "lambda", training: { fold: "lambda", trainsHead: true } },
];

const figure = (method: string, mean: number): Published => ({
  settings: { images: "rot90", network: "ResNet-18, published", head: "trained", method },
  mean,
  deviation: null,
  isApproximate: true,
});

/** Read off the published plots, last epoch: ResNet-18 with ImageNet's weights. Its curves named "entropy" and "max probability" are very likely each other's. Source: arXiv:2305.09900. */
export const publishedCnn: readonly Published[] = [
  figure("equitune", 0.77),
  figure("equizero, max probability", 0.636),
  figure("equizero, entropy", 0.58),
  figure("λ-equitune", 0.8),
];
