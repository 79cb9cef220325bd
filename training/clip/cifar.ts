import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import sharp from "sharp";
import { writeAtomically } from "../../src/store/atomic-write.ts";
import { tarFiles } from "./tar.ts";

/** Side of a CIFAR-10 image. */
export const side = 32;
const pixels = side * side;

/** Decoded images with their classes. */
export interface LabelledImages {
  /** Names of the classes in alphabetical order. */
  readonly classes: readonly string[];
  /** Place in `classes` of each image's class. */
  readonly labels: Uint8Array;
  /** Red, green and blue planes of each image, shape (images, 3, 32, 32). */
  readonly planes: Uint8Array;
}

const folderOf = (name: string): string => name.split("/").at(-2) ?? "";

/** Decodes an archive of JPEGs, one folder a class, in the order of their paths; what was decoded before is read from `work`. */
export async function readCifar(path: string, work: string): Promise<LabelledImages> {
  const files = [...tarFiles(await readFile(path))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const classes = [...new Set(files.map(([name]) => folderOf(name)))].toSorted();
  const labels = Uint8Array.from(files, ([name]) => classes.indexOf(folderOf(name)));
  const kept = join(work, `${basename(path)}.planes`);
  const known = await readFile(kept).catch(() => undefined);
  if (known?.length === files.length * 3 * pixels) return { classes, labels, planes: known };
  const planes = await decoded(files);
  await writeAtomically(kept, planes);
  return { classes, labels, planes };
}

async function decoded(files: readonly (readonly [string, Uint8Array])[]): Promise<Uint8Array> {
  sharp.concurrency(1); // an image is too small to share out among threads
  const planes = new Uint8Array(files.length * 3 * pixels);
  for (let from = 0; from < files.length; from += 500) {
    await Promise.all(
      files.slice(from, from + 500).map(async ([name, jpeg], i) => {
        const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
        if (info.width !== side || info.height !== side || info.channels !== 3)
          throw new Error(
            `${name}: expected ${side} × ${side} × 3 but found ${info.width} × ${info.height} × ${info.channels}`,
          );
        for (let p = 0; p < pixels; p++)
          for (let channel = 0; channel < 3; channel++)
            planes[((from + i) * 3 + channel) * pixels + p] = data[p * 3 + channel] ?? 0;
      }),
    );
  }
  return planes;
}

/** Every tenth image of a class is kept out of training, to choose by. */
export function splitForValidation({ labels }: LabelledImages): {
  readonly training: readonly number[];
  readonly validation: readonly number[];
} {
  const seen = new Map<number, number>();
  const [training, validation]: [number[], number[]] = [[], []];
  for (const [i, label] of labels.entries()) {
    const nth = seen.get(label) ?? 0;
    seen.set(label, nth + 1);
    (nth % 10 === 9 ? validation : training).push(i);
  }
  return { training, validation };
}
