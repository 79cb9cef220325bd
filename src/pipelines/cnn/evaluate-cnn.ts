import type { Perturbation } from "../../images/perturb.ts";
import { UserError } from "../../text/user-error.ts";
import type { Adapter } from "./adapter.ts";
import { checkAdapter, readAdapter, type StoredAdapter } from "./adapter-folder.ts";
import type { CnnMethod } from "./cnn-method.ts";
import {
  type CnnCell,
  cnnCells,
  type CnnDifference,
  cnnDifferences,
  cnnSideWeights,
  type CnnSideWeight,
} from "./cnn-result.ts";
import { evaluateOrbits } from "./evaluate-orbits.ts";
import { type CnnNames, openCnn } from "./open-cnn.ts";
import { seenAs } from "./seen-as.ts";
import type { SeenOrbit } from "./see-orbits.ts";

/** What `cnn eval` measures. */
export interface CnnPlan extends CnnNames {
  readonly methods: readonly CnnMethod[];
  readonly perturbation: Perturbation;
  /** Whether an image's sides are shown in an order that does not depend on how its file lies. Default true. */
  readonly frames?: boolean;
  /** A folder that `cnn train` wrote. */
  readonly trained?: string;
}

/** Accuracies of a model on images as they are and moved. */
export interface CnnResult {
  readonly model: string;
  readonly data: string;
  readonly group: string;
  readonly seed: number;
  /** How many images in a row were moved alike. */
  readonly perBatch: number;
  readonly images: number;
  readonly classes: readonly string[];
  readonly cells: readonly CnnCell[];
  readonly differences: readonly CnnDifference[];
  /** λ's weights by side, where "lambda" was among the methods. */
  readonly sides?: readonly CnnSideWeight[];
}

/** Shows every image's sides to the model once and classifies by every method. Throws UserError where "lambda" has no trained λ-network. */
export async function evaluateCnn(
  plan: CnnPlan,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<CnnResult> {
  const trained = trainedFor(plan);
  const cnn = await openCnn(
    { ...(trained && { classes: trained.about.classes }), ...plan },
    { ownHead: trained?.about.parts.head === undefined },
  );
  let adapter = untrained;
  try {
    if (trained !== undefined) {
      const { found, images } = cnn;
      checkAdapter(trained, { group: plan.group, classes: images.classes, model: found.name }, await seenAs(cnn, plan));
      adapter = await trained.load();
    }
    const total = cnn.images.files.length;
    async function* seen(): AsyncGenerator<readonly SeenOrbit[]> {
      let done = 0;
      for await (const orbits of cnn.see(plan.frames ?? true)) {
        yield await adapter.relabel(orbits);
        onProgress((done += orbits.length), total);
      }
    }
    const { score } = adapter;
    const outcome = await evaluateOrbits(seen(), { ...plan, action: cnn.action, ...(score && { score }) });
    return {
      model: cnn.found.name,
      data: plan.data,
      group: plan.group,
      seed: plan.perturbation.seed,
      perBatch: plan.perturbation.perBatch ?? 1,
      images: total,
      classes: cnn.images.classes,
      cells: cnnCells(outcome.cells),
      differences: cnnDifferences(outcome.cells),
      ...(outcome.weights.length > 0 ? { sides: cnnSideWeights(cnn.action, outcome.weights) } : {}),
    };
  } finally {
    await cnn.classifier.close();
    await adapter.close();
  }
}

const untrained: Adapter = { relabel: (orbits) => Promise.resolve(orbits), close: () => Promise.resolve() };

function trainedFor({ trained: path, methods }: CnnPlan): StoredAdapter | undefined {
  const trained = path === undefined ? undefined : readAdapter(path);
  if (methods.includes("lambda") && trained?.about.parts.lambda === undefined)
    throw new UserError(
      `--methods: expected a λ-network for lambda but found ${path === undefined ? "none" : `none in ${path}`}. Train one with: evenhand cnn train, and name its folder with --trained.`,
    );
  return trained;
}
