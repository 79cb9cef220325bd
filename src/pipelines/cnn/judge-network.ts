import { join } from "node:path";
import { openImageClassifier } from "../../models/image-classifier/image-classifier.ts";
import { residualModel } from "../../networks/convolutional/residual-model.ts";
import { writeAtomically } from "../../store/atomic-write.ts";
import type { LabelledImage } from "../../store/read-images.ts";
import type { TrainingRunFolder } from "../../store/training-run.ts";
import type { TrainingState } from "../../train/checkpoint.ts";
import { evaluateOrbits, rightOf } from "./evaluate-orbits.ts";
import { keepLedger, type NetworkLedger } from "./network-checkpoint.ts";
import type { NetworkPlan } from "./network-plan.ts";
import type { OpenCnn } from "./open-cnn.ts";
import type { StoredResidual } from "./read-residual.ts";
import { seeOrbits } from "./see-orbits.ts";
import type { Chosen, TrainingNews } from "./train-cnn.ts";

/** What judging an epoch works with. */
interface Judging {
  readonly plan: NetworkPlan;
  readonly cnn: OpenCnn;
  readonly network: StoredResidual;
  readonly held: readonly LabelledImage[];
  readonly perEpoch: number;
  readonly folder: TrainingRunFolder;
}

/** Judges what stands after an epoch: measures it, writes the network where it is the best so far, then notes that this was done. */
export function judgeOf(
  { plan, cnn, network, held, perEpoch, folder }: Judging,
  begun: NetworkLedger,
  tell: (news: TrainingNews) => void,
): (state: TrainingState, loss: number) => Promise<void> {
  let ledger = begun;
  return async (state, loss) => {
    const model = residualModel(network.shape, cnn.classifier.height, (name) => valueOf(state, name));
    const right = await rightAmong(held, model, cnn, plan);
    const now: Chosen = { epoch: state.step / perEpoch, right, images: held.length };
    tell({ at: "epoch", loss, ...now });
    const isBest = right > (ledger.best?.right ?? -1);
    if (isBest) await writeNetwork(plan.out, model, cnn);
    ledger = { ...ledger, judged: state.step, ...(isBest && { best: now }) };
    await keepLedger(folder, ledger);
  };
}

const valueOf = ({ tensors }: TrainingState, name: string): Float32Array => tensors[name]?.value ?? new Float32Array(0);

/** How many images, each moved at random, the network gets right with its sides folded. */
async function rightAmong(
  images: readonly LabelledImage[],
  model: Uint8Array,
  cnn: OpenCnn,
  plan: NetworkPlan,
): Promise<number> {
  const { normalization, action } = cnn;
  const classifier = await openImageClassifier(cnn.found.path, {
    normalization,
    bytes: model,
    threads: plan.threads ?? 1,
  });
  async function* batches(): AsyncGenerator<readonly LabelledImage[]> {
    for (let start = 0; start < images.length; start += plan.batch) yield images.slice(start, start + plan.batch);
  }
  try {
    const methods = [plan.fold];
    const { cells } = await evaluateOrbits(seeOrbits(classifier, action, batches()), { ...plan, action, methods });
    return rightOf(cells.find(({ condition }) => condition === "moved"));
  } finally {
    await classifier.close();
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** A folder that `--model` takes: the graph, its classes, and how its images are made ready. */
async function writeNetwork(
  out: string,
  model: Uint8Array,
  { images, normalization, classifier }: OpenCnn,
): Promise<void> {
  const config = { id2label: Object.fromEntries(images.classes.map((name, i) => [i, name])) };
  const { height, width } = classifier;
  const preprocessing = { size: { height, width }, image_mean: normalization.mean, image_std: normalization.deviation };
  await writeAtomically(join(out, "onnx/model.onnx"), model);
  await writeAtomically(join(out, "preprocessor_config.json"), json(preprocessing));
  await writeAtomically(join(out, "config.json"), json(config));
}
