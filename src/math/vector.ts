declare const meaning: unique symbol;
type Marked<Name extends string> = Float32Array & { readonly [meaning]: Name };
/** Natural-log scale, any real. */
export type Logits = Marked<"logits">;
/** Each in [0, 1], sum 1. */
export type Probabilities = Marked<"probabilities">;

/** log Σ exp(logit), in double precision, safe from overflow. −Infinity where every logit is; throws RangeError on NaN or +Infinity. */
export function logSumExp(logits: Logits): number {
  const most = largest(logits);
  if (most === -Infinity) return -Infinity;
  let total = 0;
  for (const logit of logits) total += Math.exp(logit - most);
  return most + Math.log(total);
}

/** Logits to probabilities, shape (V) to (V). Throws RangeError on NaN, on +Infinity, and where every logit is −Infinity. */
export function softmax(logits: Logits): Probabilities {
  const most = largest(logits);
  if (most === -Infinity) throw new RangeError("Expected a logit above -Infinity but received none.");
  const weights = new Float64Array(logits.length);
  for (const [i, logit] of logits.entries()) weights[i] = Math.exp(logit - most);
  return normalize(weights);
}

/** Weights to probabilities, shape (V) to (V). Throws RangeError on a weight below 0 or NaN, and where they do not sum to a finite number > 0. */
export function normalize(weights: Float32Array | Float64Array): Probabilities {
  let total = 0;
  for (const weight of weights) {
    if (!(weight >= 0)) throw new RangeError(`Expected weights ≥ 0 but received ${weight}.`);
    total += weight;
  }
  if (!(total > 0 && total < Infinity)) {
    throw new RangeError(`Expected weights with a finite sum > 0 but received a sum of ${total}.`);
  }
  return Float32Array.from(weights, (weight) => weight / total) as Probabilities;
}

/** The largest entry, −Infinity of none. A loop, because spreading a vocabulary into Math.max overflows the stack. */
function largest(logits: Logits): number {
  let most = -Infinity;
  for (const logit of logits) {
    if (!(logit < Infinity)) throw new RangeError(`Expected logits below +Infinity but received ${logit}.`);
    if (logit > most) most = logit;
  }
  return most;
}
