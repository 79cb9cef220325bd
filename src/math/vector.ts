declare const meaning: unique symbol;
type Marked<Name extends string> = Float32Array & { readonly [meaning]: Name };
/** Natural-log scale, any real. */
export type Logits = Marked<"logits">;
/** Each in [0, 1], sum 1. */
export type Probabilities = Marked<"probabilities">;
