/** An image as data: `pixels` holds the channels one after the other, each row by row, shape (channels, height, width); 0 to 1, or normalised where so said. */
export interface Image {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly pixels: Float32Array;
}

/** An image of these sides. Throws RangeError where the pixels do not fill it. */
export function image(channels: number, height: number, width: number, pixels: Float32Array): Image {
  if (pixels.length !== channels * height * width) {
    throw new RangeError(
      `Expected ${channels} × ${height} × ${width} = ${channels * height * width} values for an image but received ${pixels.length}.`,
    );
  }
  return { channels, height, width, pixels };
}

/** The image of interleaved bytes (height, width, channels), each divided by 255: how decoders give images. */
export function imageOfBytes(channels: number, height: number, width: number, bytes: Uint8Array): Image {
  const plane = height * width;
  const pixels = new Float32Array(channels * plane);
  for (let c = 0; c < channels; c++)
    for (let i = 0; i < plane; i++) pixels[c * plane + i] = (bytes[i * channels + c] as number) / 255;
  return image(channels, height, width, pixels);
}

/** Images of one shape, one after the other: (n, channels, height, width). Throws RangeError where shapes differ or there is no image. */
export function stacked(images: readonly Image[]): Float32Array {
  const [first] = images;
  if (first === undefined) throw new RangeError("Expected at least one image but received none.");
  const all = new Float32Array(images.length * first.pixels.length);
  for (const [i, { channels, height, width, pixels }] of images.entries()) {
    if (channels !== first.channels || height !== first.height || width !== first.width) {
      throw new RangeError(
        `Expected images of one shape but received ${first.channels}×${first.height}×${first.width} and ${channels}×${height}×${width}.`,
      );
    }
    all.set(pixels, i * first.pixels.length);
  }
  return all;
}
