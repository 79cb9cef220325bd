import { join } from "node:path";
import { cifarFolder, type Example, readExamples } from "../images/cifar.ts";

/** One image of so many of a class is kept out of training: those that `clip train` keeps out of a λ-network's. */
const heldEvery = 10;

/** The training images of CIFAR-10, and those of them that decide when to stop looking. */
export interface ClipImages {
  readonly classes: readonly string[];
  readonly training: readonly Example[];
  readonly validation: readonly Example[];
}

export async function readClipImages(data: string, work: string): Promise<ClipImages> {
  const { classes, examples } = await readExamples(await cifarFolder(data, "train", join(work, "cifar10")));
  const seen = new Map<number, number>();
  const [training, validation]: [Example[], Example[]] = [[], []];
  for (const example of examples) {
    const nth = seen.get(example.label) ?? 0;
    seen.set(example.label, nth + 1);
    (nth % heldEvery === heldEvery - 1 ? validation : training).push(example);
  }
  return { classes, training, validation };
}
