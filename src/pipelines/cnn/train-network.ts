import { onnxRunner } from "../../models/graph-runner.ts";
import { residualLoss } from "../../networks/convolutional/residual-loss.ts";
import type { LabelledImage } from "../../store/read-images.ts";
import { withRunLock } from "../../store/run-lock.ts";
import { trainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";
import { startingState } from "../../train/checkpoint.ts";
import { sgdMomentum } from "../../train/sgd.ts";
import { trainingGraph } from "../../train/training-graph.ts";
import { heldOut } from "./held-out.ts";
import { judgeOf } from "./judge-network.ts";
import { networkSteps } from "./network-steps.ts";
import type { NetworkPlan } from "./network-plan.ts";
import { openCnn, type OpenCnn } from "./open-cnn.ts";
import { keepLedger, keepState, readNetworkTraining } from "./network-checkpoint.ts";
import { readResidual } from "./read-residual.ts";
import { seenAs } from "./seen-as.ts";
import type { Chosen, TrainingNews } from "./train-cnn.ts";
import { trainWatched } from "./train-watched.ts";
import { trainingSettings } from "./training-settings.ts";

/**
 * Fine-tunes all weights of a network of mini-cnn's kind on images moved by a group, and writes what was best on the held-out images as a folder in the Hugging Face layout. Its batch
 * normalisations were folded into the kernels, so they stay as they are. Goes on after the last whole epoch where it was stopped; the files end in the same bytes. Throws UserError where the
 * model is of another kind, or the folder holds another training or is written by another process.
 */
export const trainCnnNetwork = (plan: NetworkPlan, tell: (news: TrainingNews) => void = () => {}): Promise<Chosen> =>
  withRunLock(plan.out, () => trainedAlone(plan, tell));

async function trainedAlone(plan: NetworkPlan, tell: (news: TrainingNews) => void): Promise<Chosen> {
  const cnn = await openCnn(plan);
  await cnn.classifier.close();
  const network = readResidual(cnn.found.path);
  const images = await readAll(cnn, tell);
  const { training: own, held } = partsOf(plan, cnn, images);
  const perEpoch = Math.floor(own.length / plan.imagesOfStep);
  const folder = trainingRunFolder(plan.out);
  const settings = await trainingSettings({ ...plan, what: "all weights of" }, cnn, await seenAs(cnn, plan));
  const begun = await readNetworkTraining(folder, settings);
  await keepLedger(folder, begun.ledger);
  const judge = judgeOf({ plan, cnn, network, held, perEpoch, folder }, begun.ledger, tell);
  const { state = startingState(network.tensors) } = begun;
  if (state.step > begun.ledger.judged) await judge(state, NaN);

  const sides = plan.fold === "base" ? 1 : cnn.action.group.order;
  const shape = { images: plan.imagesOfStep, sides, side: cnn.classifier.height };
  const { bytes, parameters } = trainingGraph((on) => residualLoss(on, network.shape, shape, plan.fold));
  const graph = await onnxRunner.load(bytes, { threads: plan.threads ?? 1 });
  const { action, normalization } = cnn;
  const feeds = networkSteps(own, { ...plan, action, sides, normalization });
  const training = {
    parameters,
    steps: plan.epochs * perEpoch,
    schedule: () => plan.rate,
    optimizer: () => sgdMomentum({ momentum: 0.9 }),
    batch: (step: number) => ({ graph, feeds: feeds(step) }),
  };
  let loss = 0;
  try {
    for await (const progress of trainWatched(training, state, perEpoch)) {
      loss += progress.loss / perEpoch;
      if (progress.state.step % perEpoch !== 0) continue;
      await keepState(folder, progress.state);
      await judge(progress.state, loss);
      loss = 0;
    }
  } finally {
    await graph.close();
  }
  return chosenOf((await readNetworkTraining(folder, begun.ledger.settings)).ledger.best);
}

/** The images that are trained on, and those held out. Throws UserError where there are too few. */
function partsOf(
  plan: NetworkPlan,
  cnn: OpenCnn,
  images: readonly LabelledImage[],
): { readonly training: readonly LabelledImage[]; readonly held: readonly LabelledImage[] } {
  const parts = heldOut(
    images.map(({ label }) => label),
    plan,
    cnn.images.folder,
  );
  const only = (chosen: readonly number[]) => chosen.map((i) => images[i] as LabelledImage);
  return { training: only(parts.training), held: only(parts.held) };
}

async function readAll(cnn: OpenCnn, tell: (news: TrainingNews) => void): Promise<readonly LabelledImage[]> {
  const images: LabelledImage[] = [];
  for await (const batch of cnn.read()) {
    images.push(...batch);
    tell({ at: "seeing", done: images.length, total: cnn.images.files.length });
  }
  return images;
}

/** Throws UserError where no epoch was run. */
function chosenOf(best: Chosen | undefined): Chosen {
  if (best === undefined)
    throw new UserError("--epochs: expected at least one epoch but found none. Train for 1 or more.");
  return best;
}
