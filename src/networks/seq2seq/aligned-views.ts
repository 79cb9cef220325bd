import { embedding } from "../../train/embedding.ts";
import { reshape } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";

/** A group on the decoder's tokens: images[g][token] = g·token, element 0 the identity. */
export type TokenImages = readonly (readonly number[])[];

/**
 * The logits of all views of some examples with each view's columns turned back by its g⁻¹, (g⁻¹·y)[token] = y[g·token]: from (positions·examples·|G|, actions),
 * rows as `StepPlan.views` puts them, to (examples, |G|, positions, actions).
 */
export function alignedViews(on: Tape, logits: Value, images: TokenImages, examples: number): Value {
  const views = images.length;
  const [rows = 0, actions = 0] = logits.shape;
  const positions = rows / (examples * views);
  const places: number[] = [];
  for (let example = 0; example < examples; example++)
    for (const [view, image] of images.entries())
      for (let at = 0; at < positions; at++)
        for (const token of image) places.push(((at * examples + example) * views + view) * actions + token);
  const ids: Value = { name: on.graph.i64(places), shape: [places.length], tracked: false };
  const picked = embedding(on, reshape(on, logits, [rows * actions, 1]), ids);
  return reshape(on, picked, [examples, views, positions, actions]);
}
