import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Image } from "../../src/images/image.ts";
import { normalizations, normalized } from "../../src/images/normalize.ts";
import { findImages } from "../../src/store/image-folder.ts";
import { readImages } from "../../src/store/read-images.ts";

const run = promisify(execFile);

/** The archives of the data folder, each a folder of classes. */
const archives = { train: "train-10k.tar", test: "test.tar" } as const;

/** The folder of classes of a split of CIFAR-10, unpacked below `into` the first time. */
export async function cifarFolder(data: string, split: keyof typeof archives, into: string): Promise<string> {
  const folder = join(into, split);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  await mkdir(partial, { recursive: true });
  await run("tar", ["xf", join(data, "cifar10", archives[split]), "-C", partial, "--strip-components=1"]);
  await rename(partial, folder);
  return folder;
}

/** An image as the network sees it, with the number of its class. */
export interface Example {
  readonly image: Image;
  readonly label: number;
}

/** Images of a folder of classes, normalised, in memory, and the names of the classes. `from` and `to`: which, as by `slice`, of their order in the folder; default all. */
export async function readExamples(
  folder: string,
  from = 0,
  to?: number,
): Promise<{ readonly classes: readonly string[]; readonly examples: readonly Example[] }> {
  const { classes, files } = findImages(folder);
  const examples: Example[] = [];
  for await (const batch of readImages(files.slice(from, to), { batch: 64 }))
    for (const { image, label } of batch) examples.push({ image: normalized(image, normalizations.imagenet), label });
  return { classes, examples };
}
