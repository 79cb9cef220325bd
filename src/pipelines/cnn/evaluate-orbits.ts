import type { Action } from "../../group/action.ts";
import { identity, type Element } from "../../group/group.ts";
import type { Image } from "../../images/image.ts";
import { type Perturbation, randomElement } from "../../images/perturb.ts";
import { firstLargest } from "../../math/rank.ts";
import type { Model } from "../../symmetrize/symmetrize.ts";
import { groupWeights } from "../../symmetrize/softmax-equitune.ts";
import { type CnnMethod, invariant } from "./cnn-method.ts";
import { onOrbit, type OrbitPoint, sightOf } from "./orbit-point.ts";
import type { SeenOrbit } from "./see-orbits.ts";

/** Images as their files hold them, or each moved by a random element. */
export const conditions = ["plain", "moved"] as const;
export type Condition = (typeof conditions)[number];

/** Which images a method got right, in their order. */
export interface CellOutcome {
  readonly condition: Condition;
  readonly method: CnnMethod;
  readonly right: readonly boolean[];
}

/** How many images a method got right. */
export const rightOf = (cell: CellOutcome | undefined): number => cell?.right.filter(Boolean).length ?? 0;

/** λ's weights of the sides of one image, by the side's element: each in [0, 1], sum 1. */
export type SideWeights = readonly number[];

/** What is measured. */
export interface Evaluation {
  readonly action: Action<Image>;
  readonly methods: readonly CnnMethod[];
  readonly perturbation: Perturbation;
  /** Needed for "lambda": scores of sides by the λ-network, one list for each orbit in the group's order. */
  readonly score?: (orbits: readonly SeenOrbit[]) => Promise<readonly (readonly number[])[]>;
}

/** Classifies every image by every method, plain and moved, and keeps which were right. Sides were seen before: this costs no pass of the network. */
export async function evaluateOrbits(
  batches: AsyncIterable<readonly SeenOrbit[]>,
  { action, methods, perturbation, score }: Evaluation,
): Promise<{ readonly cells: readonly CellOutcome[]; readonly weights: readonly SideWeights[] }> {
  const { group } = action;
  const cells = conditions.flatMap((condition) =>
    methods.map((method) => ({ condition, method, right: [] as boolean[] })),
  );
  const weights: SideWeights[] = [];
  for await (const batch of batches) {
    const scores = methods.includes("lambda") ? await score?.(batch) : undefined;
    const scoreOf = new Map(batch.map(({ sights }, i) => [sights, scores?.[i] ?? []]));
    if (scores !== undefined) weights.push(...scores.map(groupWeights));
    for (const { condition, method, right } of cells) {
      const start = (index: number): Element =>
        condition === "plain" ? identity : randomElement(action, index, perturbation);
      const points = batch.map(({ sights, index }): OrbitPoint => ({ sights, g: start(index) }));
      const logits = await invariant(model, {
        method,
        action: onOrbit(group),
        ...(scores === undefined ? {} : { score: ({ sights, g }: OrbitPoint) => scoreOf.get(sights)?.[g] ?? NaN }),
      })(points);
      right.push(...batch.map(({ label }, i) => firstLargest(logits[i] as Float32Array) === label));
    }
  }
  return { cells, weights };
}

const model: Model<OrbitPoint> = (points) => Promise.resolve(points.map((point) => sightOf(point).logits));
