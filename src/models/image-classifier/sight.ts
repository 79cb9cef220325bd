/** What a classifier says of one image. */
export interface Sight {
  /** One for each class. */
  readonly logits: Float32Array;
  /** What the last layer reads, flattened; absent where the graph does not give it. */
  readonly features?: Float32Array;
}
