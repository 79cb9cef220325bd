import { add, exp, multiply, scale } from "../../train/elementwise.ts";
import { scores } from "../../train/linear.ts";
import { logSoftmax, unitRows } from "../../train/normalize.ts";
import { sum } from "../../train/reduce.ts";
import { transpose } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";

/** For each image of a step the captions that describe it, as a distribution over them, and the other way round. */
export interface Positives {
  /** Shape (images, captions): entries of a row are equal over the captions that fit, and all rows together add up to 1. A row of zeros counts for nothing. */
  readonly captionsOfImages: Float32Array;
  /** Shape (captions, images), alike. */
  readonly imagesOfCaptions: Float32Array;
}

/**
 * CLIP's symmetric contrastive loss, a scalar: the mean of the cross-entropies of picking captions for images and images for captions, by cosine times
 * exp(logScale). Where several captions fit an image the target is spread over all of them: CLIP's own diagonal would call captions of the image's class wrong.
 * Features (images, k) and (captions, k), of any length; logScale shape (1). Inputs: "captionsOfImages" and "imagesOfCaptions", see {@link Positives}.
 * Source: Radford et al. 2021, arXiv:2103.00020; several positives as in Khosla et al. 2020, arXiv:2004.11362 (the sum outside the logarithm).
 */
export function contrastiveLoss(on: Tape, images: Value, captions: Value, logScale: Value): Value {
  const [n = 0, m = 0] = [images.shape[0], captions.shape[0]];
  const cosines = scores(on, unitRows(on, images), unitRows(on, captions));
  const logits = multiply(on, cosines, exp(on, logScale));
  const towards = (rows: Value, targets: Value): Value =>
    scale(on, sum(on, multiply(on, logSoftmax(on, rows), targets)), -0.5);
  return add(
    on,
    towards(logits, on.input("captionsOfImages", [n, m])),
    towards(transpose(on, logits, [1, 0]), on.input("imagesOfCaptions", [m, n])),
  );
}

/** The positives of images and captions of these classes: whatever shares a class. Rows that nothing fits are left out of the mean. */
export function positivesOf(imageClasses: ArrayLike<number>, captionClasses: ArrayLike<number>): Positives {
  return {
    captionsOfImages: shares(imageClasses, captionClasses),
    imagesOfCaptions: shares(captionClasses, imageClasses),
  };
}

function shares(rows: ArrayLike<number>, columns: ArrayLike<number>): Float32Array {
  const counts = new Map<number, number>();
  for (const label of Array.from(columns)) counts.set(label, (counts.get(label) ?? 0) + 1);
  const counted = Array.from(rows).filter((label) => counts.has(label)).length;
  return Float32Array.from({ length: rows.length * columns.length }, (_, i) => {
    const label = rows[Math.floor(i / columns.length)] ?? -1;
    return columns[i % columns.length] === label ? 1 / ((counts.get(label) ?? 1) * counted) : 0;
  });
}
