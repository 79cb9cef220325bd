import { readFile } from "node:fs/promises";
import type { Sharp } from "sharp";
import { type Image, imageOfBytes } from "../images/image.ts";
import { UserError } from "../text/user-error.ts";
import type { ImageFile } from "./image-folder.ts";

/** How images are brought to one size. */
export interface ImageSize {
  readonly height: number;
  readonly width: number;
  /** "cover": the shorter side is fitted and the middle cut out; "fill": both sides are stretched; "exact": other sizes are refused. Default "cover". */
  readonly fit?: "cover" | "fill" | "exact";
  /** With "cover": what the shorter side gets before the middle is cut out, so that a margin falls away. Default: the longer of the sides. */
  readonly shorter?: number;
}

function resized(image: Sharp, size: ImageSize | undefined): Sharp {
  if (size === undefined || size.fit === "exact") return image;
  const { height, width, fit = "cover", shorter = 0 } = size;
  if (fit === "fill" || shorter <= Math.max(height, width))
    return image.resize({ width, height, fit, kernel: "cubic" });
  const margin = (side: number): number => Math.floor((shorter - side) / 2);
  return image
    .resize({ width: shorter, height: shorter, fit, kernel: "cubic" })
    .extract({ left: margin(width), top: margin(height), width, height });
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
  sharp.concurrency(1); // images are decoded beside each other: threads within one only cost
  let expected = size;
  const read = async ({ path, label }: ImageFile, index: number): Promise<LabelledImage> => {
    const content = await readFile(path);
    try {
      const upright = sharp(content, { failOn: "error" }).autoOrient(); // from memory: several times as fast as by path for small files
      const { data, info } = await resized(upright, size)
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
