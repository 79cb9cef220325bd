import type { Perturbation } from "../../images/perturb.ts";
import { digestOf } from "../../store/digest.ts";
import { imagesDigest } from "../../store/image-digest.ts";
import type { CnnNames, OpenCnn } from "./open-cnn.ts";
import type { SeenAs } from "./seen-as.ts";

/** What a training's bytes follow from. */
interface Settings extends Pick<CnnNames, "group"> {
  /** What is trained, in words. */
  readonly what: string;
  readonly fold: string;
  readonly epochs: number;
  readonly imagesOfStep: number;
  readonly rate: number;
  readonly held: number;
  readonly perturbation: Perturbation;
}

/** Everything that a training's bytes follow from, in words: equal words, equal bytes. Reads every image's file. */
export async function trainingSettings(
  { what, fold, group, epochs, imagesOfStep, rate, held, perturbation }: Settings,
  { found, images }: OpenCnn,
  { digest, preparation }: SeenAs,
): Promise<string> {
  const { files, classes } = images;
  const content = digestOf(JSON.stringify([classes, await imagesDigest(files)]));
  const data = `${files.length} images of ${classes.length} classes (${short(content)})`;
  return `${what} of ${found.name} (${short(digest)}) by ${fold} under ${group}, ${epochs} epochs of ${data} less ${held} of each class, ${imagesOfStep} a step at rate ${rate}, seed ${perturbation.seed}; images seen as ${preparation}`;
}

/** Enough of a digest to tell it from others by eye. */
export const short = (digest: string): string => digest.slice(0, 12);
