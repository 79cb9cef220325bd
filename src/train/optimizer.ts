/** A trained tensor and the two arrays that its optimiser keeps beside it. All three have one length and are changed in place. */
export interface Moments {
  readonly value: Float32Array;
  /** Adam: the running mean of gradients. SGD: the velocity. */
  readonly mean: Float32Array;
  /** Adam: the running mean of squared gradients. SGD leaves it at 0. */
  readonly square: Float32Array;
  /** Where gradients of the value may be written, if the state came with room for them. */
  readonly gradient?: Float32Array;
}

/** A tensor at its initial value, with everything else at 0. */
export function startingMoments(value: Float32Array): Moments {
  return { value, mean: new Float32Array(value.length), square: new Float32Array(value.length) };
}

/** Where an update stands. */
export interface UpdateAt {
  /** Counts from 1. */
  readonly step: number;
  /** The learning rate. */
  readonly rate: number;
  /** Multiplies the gradient before anything else (for clipping); default 1. */
  readonly factor?: number;
}

/** Changes a tensor in place by its gradient. Optimisers are interchangeable: what they remember is in the moments and nowhere else. */
export type Optimizer = (moments: Moments, gradient: Float32Array, at: UpdateAt) => void;

/** What to multiply gradients by so that their norm, the root of `squaredNorm`, is at most `limit`: 1 where it already is. */
export function clippingFactor(squaredNorm: number, limit: number): number {
  return Math.min(1, limit / (Math.sqrt(squaredNorm) + 1e-12));
}
