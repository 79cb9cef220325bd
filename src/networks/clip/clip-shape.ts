/** The size of CLIP's text tower. */
export interface TextShape {
  /** Tokens, those of start and end of text included; the end's is the largest id. */
  readonly vocabulary: number;
  /** The most tokens of a text. */
  readonly positions: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** Entries of a feature vector, equal for both towers. */
  readonly features: number;
}

/** The size of an image tower that pools the feature map of a convolutional trunk. */
export interface ImageShape {
  /** Side of the square images, in pixels. */
  readonly size: number;
  /** Channels of the map, and its side. */
  readonly width: number;
  readonly side: number;
  /** Heads of the attention that pools. */
  readonly heads: number;
  readonly features: number;
}
