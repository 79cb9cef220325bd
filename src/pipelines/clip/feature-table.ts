import type { Element } from "../../group/group.ts";
import { squareSymmetries } from "../../images/image-action.ts";
import { normalized } from "../../images/normalize.ts";
import { unitVector } from "../../math/similarity.ts";
import { digestOf } from "../../store/digest.ts";
import type { ImageFile } from "../../store/image-folder.ts";
import { type LabelledImage, readImages } from "../../store/read-images.ts";
import type { VectorCache } from "../../store/vector-cache.ts";
import type { Model } from "../../symmetrize/symmetrize.ts";
import type { OpenClip } from "./open-clip.ts";
import type { ViewPoint } from "./view-points.ts";

/** The unit features of every side of every image: what all methods need, each computed once. */
export interface FeatureTable {
  /** A model that looks features up. Throws RangeError on a side that is not in the table. */
  readonly features: Model<ViewPoint>;
  readonly images: number;
}

/** Rows of the image tower in one call. */
const rowsOfCall = 64;

/**
 * Runs the image tower on the given sides of each image: every file is decoded once, and its copies are moved in memory. Each chunk of images is kept under a
 * digest of the model, the sides and the pixels, so that a run that was killed goes on where it stopped.
 * Throws UserError where a file is no image or a feature is no number.
 */
export async function featureTable(
  clip: OpenClip,
  {
    files,
    sides,
    cache,
  }: { readonly files: readonly ImageFile[]; readonly sides: readonly Element[]; readonly cache: VectorCache },
  onProgress: (done: number) => void = () => {},
): Promise<FeatureTable> {
  const { size, normalization } = clip.model.preprocessing;
  const columns = new Map(sides.map((side, column) => [side, column]));
  const rows: Float32Array[] = [];
  const batch = Math.max(1, Math.floor(rowsOfCall / sides.length));
  let done = 0;
  for await (const read of readImages(files, { batch, size: { height: size, width: size } })) {
    rows.push(
      ...(await chunk(
        clip,
        read.map((one) => ({ ...one, image: normalized(one.image, normalization) })),
        sides,
        cache,
      )),
    );
    onProgress((done += read.length));
  }
  return {
    images: done,
    features: (points) =>
      Promise.resolve(
        points.map(({ image, side }) => {
          const row = rows[image * sides.length + (columns.get(side) ?? Number.NaN)];
          if (row === undefined)
            throw new RangeError(
              `Expected a side of an image in the table but received side ${side} of image ${image}.`,
            );
          return row;
        }),
      ),
  };
}

async function chunk(
  { model, digests }: OpenClip,
  images: readonly LabelledImage[],
  sides: readonly Element[],
  cache: VectorCache,
): Promise<readonly Float32Array[]> {
  const pixels = images.map(({ image }) =>
    digestOf(new Uint8Array(image.pixels.buffer, image.pixels.byteOffset, image.pixels.byteLength)),
  );
  const key = digestOf(JSON.stringify(["image features", digests.model, sides, pixels]));
  const known = await cache.get(key);
  if (known?.length === images.length * sides.length) return known;
  const moved = images.flatMap(({ image }) => sides.map((side) => squareSymmetries.apply(side, image)));
  const features = (await model.imageFeatures(moved)).map(unitVector);
  await cache.put(key, features);
  return features;
}
