import { digestOf } from "../../store/digest.ts";
import { imagesDigest } from "../../store/image-digest.ts";
import { keepArrays, keptArrays } from "../../store/orbit-file.ts";
import { type CnnNames, openCnn } from "./open-cnn.ts";
import { collectOrbits, type OrbitSet } from "./orbit-set.ts";
import { seenAs } from "./seen-as.ts";
import type { SeenOrbit } from "./see-orbits.ts";

/** What a model says of all sides of a folder's images, and what the model and the classes are called. */
export interface KeptOrbits {
  readonly name: string;
  readonly classes: readonly string[];
  readonly set: OrbitSet;
}

/** What is told of the images, before any is seen and while they are. */
interface Told {
  /** The class of each image. */
  readonly onFound: (labels: readonly number[]) => void;
  readonly onProgress: (done: number, total: number) => void;
}

/** Sees all images from all sides, or takes what an earlier run kept in `path` of the same model, images and group. */
export async function keptOrbits(names: CnnNames, path: string, { onFound, onProgress }: Told): Promise<KeptOrbits> {
  const cnn = await openCnn(names);
  const { classes, files } = cnn.images;
  const total = files.length;
  const about = { name: cnn.found.name, classes };
  async function* told(): AsyncGenerator<readonly SeenOrbit[]> {
    let done = 0;
    for await (const orbits of cnn.see()) {
      yield orbits;
      onProgress((done += orbits.length), total);
    }
  }
  try {
    onFound(files.map(({ label }) => label));
    const key = digestOf(JSON.stringify([await seenAs(cnn, names), names.group, await imagesDigest(files)]));
    const kept = keptArrays(path, key);
    if (kept !== undefined) return { ...about, set: setOf(kept, cnn.action.group.order) };
    const set = await collectOrbits(told(), total);
    await keepArrays(path, {
      key,
      arrays: { labels: Float32Array.from(set.labels), seen: set.seen, logits: set.logits },
    });
    return { ...about, set };
  } finally {
    await cnn.classifier.close();
  }
}

function setOf(arrays: Readonly<Record<string, Float32Array>>, sides: number): OrbitSet {
  const { labels = new Float32Array(0), seen = new Float32Array(0), logits = new Float32Array(0) } = arrays;
  const rows = labels.length * sides;
  return {
    labels: Int32Array.from(labels),
    sides,
    features: seen.length / rows,
    classes: logits.length / rows,
    seen,
    logits,
  };
}
