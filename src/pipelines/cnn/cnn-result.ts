import type { Estimate } from "../../audit/result/interval.ts";
import { wilson } from "../../audit/statistics/wilson.ts";
import { pairedCounts, pairedDifference } from "../../experiment/paired-difference.ts";
import type { Action } from "../../group/action.ts";
import type { Image } from "../../images/image.ts";
import { sideName } from "../../images/side-name.ts";
import { spread } from "../../math/spread.ts";
import type { CnnMethod } from "./cnn-method.ts";
import type { CellOutcome, Condition, SideWeights } from "./evaluate-orbits.ts";

/** A method's accuracy in one condition, with its 95 % interval (Wilson). */
export interface CnnCell extends Estimate {
  readonly condition: Condition;
  readonly method: CnnMethod;
  readonly images: number;
  readonly right: number;
}

/** How much more accurate a method is than another on the same images, with its 95 % interval (paired). */
export interface CnnDifference extends Estimate {
  readonly condition: Condition;
  readonly method: CnnMethod;
  readonly minus: CnnMethod;
}

/** λ's weight of one side over the images: mean and standard deviation. */
export interface CnnSideWeight {
  readonly side: string;
  readonly mean: number;
  readonly deviation: number;
}

const level = 0.95;

/** Accuracies in the order of the outcomes. */
export function cnnCells(outcomes: readonly CellOutcome[]): readonly CnnCell[] {
  return outcomes.map(({ condition, method, right }) => {
    const count = right.filter(Boolean).length;
    return { condition, method, images: right.length, right: count, ...wilson(count, right.length, level) };
  });
}

/** Each method against the base, and λ-equitune against equitune, over the same images. */
export function cnnDifferences(outcomes: readonly CellOutcome[]): readonly CnnDifference[] {
  return outcomes.flatMap(({ condition, method, right }) =>
    referencesOf(method).flatMap((minus) => {
      const other = outcomes.find((one) => one.condition === condition && one.method === minus);
      return other === undefined
        ? []
        : [{ condition, method, minus, ...pairedDifference(pairedCounts(right, other.right), level) }];
    }),
  );
}

function referencesOf(method: CnnMethod): readonly CnnMethod[] {
  if (method === "base") return [];
  return method === "lambda" ? ["base", "equitune"] : ["base"];
}

/** Mean and deviation of each side's weight. Sides are told by how they lie to the file, not to the moved image. */
export const cnnSideWeights = (action: Action<Image>, weights: readonly SideWeights[]): readonly CnnSideWeight[] =>
  action.group.elements.map((g) => ({ side: sideName(action, g), ...spread(weights.map((sides) => sides[g] ?? 0)) }));
