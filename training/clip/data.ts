import { join } from "node:path";
import { holdOutEvery } from "../../src/images/hold-out.ts";
import { heldEvery } from "../../src/pipelines/clip/train-session.ts";
import { cifarFolder, type Example, readExamples } from "../images/cifar.ts";

/** The training images of CIFAR-10, and those of them that decide when to stop looking. */
export interface ClipImages {
  readonly classes: readonly string[];
  readonly training: readonly Example[];
  readonly validation: readonly Example[];
}

export async function readClipImages(data: string, work: string): Promise<ClipImages> {
  const { classes, examples } = await readExamples(await cifarFolder(data, "train", join(work, "cifar10")));
  const labels = examples.map(({ label }) => label);
  const { training, held } = holdOutEvery(labels, heldEvery); // the images that `clip train` keeps out of a λ-network's training
  const chosen = (items: readonly number[]): readonly Example[] => items.map((item) => examples[item]!);
  return { classes, training: chosen(training), validation: chosen(held) };
}
