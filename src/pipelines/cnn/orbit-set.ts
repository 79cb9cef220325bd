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

/** Keeps everything. Throws RangeError where there is no image, or where one has no features. */
export async function collectOrbits(batches: AsyncIterable<readonly SeenOrbit[]>): Promise<OrbitSet> {
  const orbits: SeenOrbit[] = [];
  for await (const batch of batches) orbits.push(...batch);
  const [first] = orbits[0]?.sights ?? [];
  if (first?.features === undefined)
    throw new RangeError("Expected at least one image, seen with features, but received none.");
  const sides = orbits[0]?.sights.length ?? 0;
  const [features, classes] = [first.features.length, first.logits.length];
  const seen = new Float32Array(orbits.length * sides * features);
  const logits = new Float32Array(orbits.length * sides * classes);
  for (const [i, { sights }] of orbits.entries()) {
    for (const [g, sight] of sights.entries()) {
      seen.set(sight.features as Float32Array, (i * sides + g) * features);
      logits.set(sight.logits, (i * sides + g) * classes);
    }
  }
  return { labels: Int32Array.from(orbits, ({ label }) => label), sides, features, classes, seen, logits };
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
