import type { SeenOrbit } from "./see-orbits.ts";

/** What a network says of all sides of n images, in memory. */
export interface OrbitSet {
  readonly labels: Int32Array;
  /** |G|. */
  readonly sides: number;
  readonly features: number;
  readonly classes: number;
  /** Shapes (n, |G|, features) and (n, |G|, classes). */
  readonly seen: Float32Array;
  readonly logits: Float32Array;
}

/** Keeps what is seen of so many images, once: each batch goes to its place as it comes. Throws RangeError where there is no image or another number of them, or where one has no features. */
export async function collectOrbits(batches: AsyncIterable<readonly SeenOrbit[]>, images: number): Promise<OrbitSet> {
  let set: OrbitSet | undefined;
  let filled = 0;
  for await (const batch of batches) {
    set ??= emptySet(batch[0], images);
    if (filled + batch.length > images) throw new RangeError(`Expected ${images} images but received more.`);
    for (const { label, sights } of batch) {
      set.labels[filled] = label;
      for (const [g, sight] of sights.entries()) {
        const row = filled * set.sides + g;
        set.seen.set(sight.features as Float32Array, row * set.features);
        set.logits.set(sight.logits, row * set.classes);
      }
      filled += 1;
    }
  }
  if (set === undefined || filled < images) throw new RangeError(`Expected ${images} images but received ${filled}.`);
  return set;
}

/** Room for so many images, seen as this one was. */
function emptySet(first: SeenOrbit | undefined, images: number): OrbitSet {
  const [sight] = first?.sights ?? [];
  if (sight?.features === undefined)
    throw new RangeError("Expected at least one image, seen with features, but received none.");
  const sides = first?.sights.length ?? 0;
  const [features, classes] = [sight.features.length, sight.logits.length];
  return {
    labels: new Int32Array(images),
    sides,
    features,
    classes,
    seen: new Float32Array(images * sides * features),
    logits: new Float32Array(images * sides * classes),
  };
}

const atOnce = 256;

/** The orbits of a set, in batches. */
export function* orbitsOf({
  labels,
  sides,
  features,
  classes,
  seen,
  logits,
}: OrbitSet): Generator<readonly SeenOrbit[], void, undefined> {
  const orbit = (index: number): SeenOrbit => {
    const sights = Array.from({ length: sides }, (_, g) => {
      const row = index * sides + g;
      return {
        logits: logits.subarray(row * classes, (row + 1) * classes),
        features: seen.subarray(row * features, (row + 1) * features),
      };
    });
    return { label: labels[index] ?? 0, index, sights };
  };
  for (let start = 0; start < labels.length; start += atOnce)
    yield Array.from({ length: Math.min(atOnce, labels.length - start) }, (_, i) => orbit(start + i));
}
