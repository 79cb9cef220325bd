import type { Perturbation } from "../../images/perturb.ts";
import { digestOf } from "../../store/digest.ts";
import { imagesDigest } from "../../store/image-digest.ts";
import { UserError } from "../../text/user-error.ts";
import type { CnnNames, OpenCnn } from "./open-cnn.ts";
import type { SeenAs } from "./seen-as.ts";

/** What a training's bytes follow from. */
interface Settings extends Pick<CnnNames, "group"> {
  /** What is trained, in words, such as "a head on". */
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
  return [
    `${what} ${found.name} (${short(digest)})`,
    `by ${fold} under ${group}`,
    `${epochs} epochs`,
    `${files.length} images of ${classes.length} classes (${short(content)})`,
    `${held} of each class held out`,
    `${imagesOfStep} images a step`,
    `rate ${rate}`,
    `seed ${perturbation.seed}`,
    `images seen as ${preparation}`,
  ].join(between);
}

const between = "; ";

/** What to say of a folder that holds a training of other settings: where the two differ. */
export function otherTraining(folder: string, expected: string, found: string): UserError {
  const [own, others] = [expected.split(between), found.split(between)];
  const isLike = own.length === others.length;
  const differing = (parts: readonly string[], than: readonly string[]): string =>
    parts.filter((part, i) => !isLike || part !== than[i]).join(between);
  return new UserError(
    `${folder}: expected a training of these settings but found one of others: ${differing(others, own)}, where now it would be ${differing(own, others)}. Choose another folder with --out.`,
  );
}

/** Enough of a digest to tell it from others by eye. */
export const short = (digest: string): string => digest.slice(0, 12);
