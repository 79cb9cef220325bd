import { image, type Image } from "../../images/image.ts";
import { key, uniform } from "../../math/random.ts";
import { UserError } from "../../text/user-error.ts";
import type { Sight } from "./sight.ts";

/** Rounding may differ with the size of a batch; anything above is another image's doing. */
const tolerance = 1e-4;

/**
 * Shows a classifier three images of noise, together and the first alone, and returns how many classes and features it gives. Throws UserError where an image's outputs depend on the others
 * beside it, as with a batch normalisation left in training mode or activations that are scaled by the largest in the batch.
 */
export async function checkClassifier(
  see: (images: readonly Image[]) => Promise<readonly Sight[]>,
  { height, width, path }: { readonly height: number; readonly width: number; readonly path: string },
): Promise<{ readonly classes: number; readonly features: number | undefined }> {
  const noise = [0, 1, 2].map((number) => {
    const chance = key(0, "check-classifier", number);
    const size = 3 * height * width;
    return image(
      3,
      height,
      width,
      Float32Array.from({ length: size }, (_, i) => uniform(chance, i)),
    );
  });
  const [[together], [alone]] = [await see(noise), await see(noise.slice(0, 1))];
  if (together === undefined || alone === undefined) throw new Error(`${path}: an image was not answered`);
  if (!isNear(together.logits, alone.logits) || !isNear(together.features, alone.features))
    throw new UserError(
      `${path}: expected outputs of an image that do not depend on the images beside it but they do. Export the model in evaluation mode, at full precision.`,
    );
  const classes = together.logits.length;
  if (classes < 2)
    throw new UserError(`${path}: expected at least two classes but found ${classes}. Name a classifier.`);
  return { classes, features: together.features?.length };
}

function isNear(a: Float32Array = new Float32Array(), b: Float32Array = new Float32Array()): boolean {
  const size = a.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return a.length === b.length && a.every((value, i) => Math.abs(value - (b[i] ?? NaN)) <= tolerance * size);
}
