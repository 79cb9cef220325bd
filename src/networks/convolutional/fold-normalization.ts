/** A convolution's kernels (outputs, …) and the batch normalisation after it, each array of shape (outputs). */
export interface NormalizedLayer {
  readonly kernels: Float32Array;
  readonly gain: Float32Array;
  readonly bias: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/** Kernels and bias of the one convolution that does the work of both, for inference with these statistics. */
export function foldNormalization(
  { kernels, gain, bias, mean, variance }: NormalizedLayer,
  epsilon = 1e-5,
): { readonly kernels: Float32Array; readonly bias: Float32Array } {
  const factors = gain.map((value, channel) => value / Math.sqrt((variance[channel] ?? 0) + epsilon));
  const each = kernels.length / gain.length;
  return {
    kernels: kernels.map((value, i) => value * (factors[Math.floor(i / each)] ?? 0)),
    bias: bias.map((value, channel) => value - (mean[channel] ?? 0) * (factors[channel] ?? 0)),
  };
}
