import { type Image, imageOfBytes } from "../images/image.ts";
import { UserError } from "../text/user-error.ts";
import type { ImageFile } from "./image-folder.ts";

/** How images are brought to one size. */
export interface ImageSize {
  readonly height: number;
  readonly width: number;
  /** "cover": the shorter side is fitted and the middle cut out; "fill": both sides are stretched; "exact": other sizes are refused. Default "cover". */
  readonly fit?: "cover" | "fill" | "exact";
}

/** An image with its class and its number in the folder. */
export interface LabelledImage {
  readonly image: Image;
  readonly label: number;
  readonly index: number;
}

/**
 * Decoded images in their order, `batch` at a time, three channels (red, green, blue) from 0 to 1, turned as their camera noted. At most two batches are in memory, and no file is read twice.
 * Without `size` all must have the size of the first. Throws UserError that names the file which is no image or has another size.
 */
export async function* readImages(
  files: readonly ImageFile[],
  { batch, size }: { readonly batch: number; readonly size?: ImageSize },
): AsyncGenerator<readonly LabelledImage[], void, undefined> {
  const { default: sharp } = await import("sharp");
  let expected = size;
  const read = async ({ path, label }: ImageFile, index: number): Promise<LabelledImage> => {
    const upright = sharp(path, { failOn: "error" }).autoOrient();
    const fitted =
      size === undefined || size.fit === "exact"
        ? upright
        : upright.resize({ width: size.width, height: size.height, fit: size.fit ?? "cover", kernel: "cubic" });
    try {
      const { data, info } = await fitted
        .toColourspace("srgb")
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return { image: imageOfBytes(info.channels, info.height, info.width, data), label, index };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UserError(
        `${path}: expected a JPEG, PNG or WebP image but could not decode it (${reason}). Replace or remove it.`,
      );
    }
  };
  for (let start = 0; start < files.length; start += batch) {
    const images = await Promise.all(files.slice(start, start + batch).map((file, i) => read(file, start + i)));
    for (const { image, index } of images) {
      expected ??= image;
      if (image.height !== expected.height || image.width !== expected.width) {
        throw new UserError(
          `${files[index]?.path}: expected an image of ${expected.width}×${expected.height} but found one of ${image.width}×${image.height}. Resize it, or give --size.`,
        );
      }
    }
    yield images;
  }
}
