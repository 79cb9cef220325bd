import type { Action } from "../../group/action.ts";
import type { CosetFrame } from "../../group/frame.ts";
import { type Element, identity } from "../../group/group.ts";
import type { Image } from "../../images/image.ts";
import type { ImageClassifier } from "../../models/image-classifier/image-classifier.ts";
import type { Sight } from "../../models/image-classifier/sight.ts";
import type { LabelledImage } from "../../store/read-images.ts";

/** An image's class and number, and what the network says of each of its sides, in the group's order. */
export interface SeenOrbit {
  readonly label: number;
  readonly index: number;
  readonly sights: readonly Sight[];
}

/**
 * Shows a network every side of each image, |G| times a batch's images in one pass. The sides are made in memory: no file is read for them. With a frame they are shown in the order of the
 * image's orbit and not as the file lies, so that what is said of an image and of its copies is the same bit for bit, also where rounding depends on a row's place in the pass.
 */
export async function* seeOrbits(
  classifier: Pick<ImageClassifier, "see">,
  action: Action<Image>,
  batches: AsyncIterable<readonly LabelledImage[]>,
  frame?: CosetFrame<Image>,
): AsyncGenerator<readonly SeenOrbit[], void, undefined> {
  const { elements, order } = action.group;
  for await (const batch of batches) {
    const firsts = batch.map(({ image }) => firstOf(image, action, frame));
    const sides = firsts.flatMap(({ copy }) => elements.map((g) => action.apply(g, copy)));
    const sights = await classifier.see(sides);
    yield batch.map(({ label, index }, i) => {
      const own = sights.slice(i * order, (i + 1) * order);
      const back = action.group.inverse(firsts[i]?.carrier ?? identity);
      return { label, index, sights: elements.map((g) => own[action.group.multiply(g, back)] as Sight) };
    });
  }
}

/** The copy whose sides are shown, and the element that brings the image to it. */
function firstOf(
  image: Image,
  action: Action<Image>,
  frame: CosetFrame<Image> | undefined,
): { readonly copy: Image; readonly carrier: Element } {
  const carrier = frame?.carriers(image)[0] ?? identity;
  return { copy: action.apply(carrier, image), carrier };
}
