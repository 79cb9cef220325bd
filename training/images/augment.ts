import type { Image } from "../../src/images/image.ts";
import { random } from "../random.ts";
import type { Example } from "./cifar.ts";

/** The numbers 0 to count − 1 in the order of an epoch. */
export function epochOrder(count: number, seed: number, epoch: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const chance = random(seed, 1, epoch);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

type Move = readonly [mirror: number, down: number, right: number];

/** A place within the image, or −1 beyond its edge. */
const within = (at: number, size: number): number => (at >= 0 && at < size ? at : -1);

/** Writes the image moved by (down, right) and then mirrored or not to `into`, which holds zeros. */
function place({ channels, height, width, pixels }: Image, into: Float32Array, [mirror, down, right]: Move): void {
  for (let i = 0; i < channels * height; i++) {
    const row = within((i % height) + down, height);
    for (let j = 0; j < width; j++) {
      const column = within((mirror === 1 ? width - 1 - j : j) + right, width);
      if (row >= 0 && column >= 0) into[i * width + j] = pixels[(i - (i % height) + row) * width + column]!;
    }
  }
}

/** The batch of a step, counted from 1: each epoch goes through all examples once, every image mirrored by a coin and moved by up to `shift` pixels. */
export function augmentedBatch(
  examples: readonly Example[],
  step: number,
  { seed, batch, shift }: { readonly seed: number; readonly batch: number; readonly shift: number },
): { readonly images: Float32Array; readonly labels: Int32Array } {
  const perEpoch = Math.floor(examples.length / batch);
  const order = epochOrder(examples.length, seed, Math.floor((step - 1) / perEpoch));
  const start = ((step - 1) % perEpoch) * batch;
  const chance = random(seed, 2, step);
  const size = examples[0]!.image.pixels.length;
  const images = new Float32Array(batch * size);
  const offset = (): number => Math.floor(chance() * (2 * shift + 1)) - shift;
  const labels = Int32Array.from({ length: batch }, (_, row) => {
    const { image, label } = examples[order[start + row]!]!;
    place(image, images.subarray(row * size, (row + 1) * size), [chance() < 0.5 ? 1 : 0, offset(), offset()]);
    return label;
  });
  return { images, labels };
}
