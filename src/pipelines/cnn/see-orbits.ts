import type { Action } from "../../group/action.ts";
import type { Image } from "../../images/image.ts";
import type { ImageClassifier, Sight } from "../../models/image-classifier/image-classifier.ts";
import type { LabelledImage } from "../../store/read-images.ts";

/** An image's class and number, and what the network says of each of its sides, in the group's order. */
export interface SeenOrbit {
  readonly label: number;
  readonly index: number;
  readonly sights: readonly Sight[];
}

/** Shows a network every side of each image, |G| times a batch's images in one pass. The sides are made in memory: no file is read for them. */
export async function* seeOrbits(
  classifier: Pick<ImageClassifier, "see">,
  action: Action<Image>,
  batches: AsyncIterable<readonly LabelledImage[]>,
): AsyncGenerator<readonly SeenOrbit[], void, undefined> {
  const { elements, order } = action.group;
  for await (const batch of batches) {
    const sides = batch.flatMap(({ image }) => elements.map((g) => action.apply(g, image)));
    const sights = await classifier.see(sides);
    yield batch.map(({ label, index }, i) => ({ label, index, sights: sights.slice(i * order, (i + 1) * order) }));
  }
}
