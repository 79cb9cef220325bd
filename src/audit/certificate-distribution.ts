import type { CausalLM } from "../decode/causal-lm.ts";
import type { DecoderName } from "../decode/decode-plan.ts";
import { moveTokens, tableOf } from "../decode/move-tokens.ts";
import { decoderDistributions } from "../decode/next-distribution.ts";
import type { Element } from "../group/group.ts";
import type { TokenId } from "../text/token.ts";
import { certificateContexts } from "./certificate-contexts.ts";
import type { CertifyPlan } from "./certify-plan.ts";

/** The outcome for a decoder with a next-token distribution: max |log p(g·v | g·x) − log p(v | x)|, untruncated, frames off. */
export interface DistributionCertificate {
  readonly kind: "distribution";
  readonly decoder: DecoderName;
  readonly passed: boolean;
  /** Nats. */
  readonly maxGap: number;
  /** Mean over contexts and elements other than the identity of Σ_v p(v | x)·|log p(g·v | g·x) − log p(v | x)|, nats. */
  readonly meanGap: number;
  readonly tolerance: number | "report";
  /** Contexts x compared, each with its image under every element. */
  readonly contexts: number;
  /** Where the gap is largest; absent where nothing was compared or all are equal. */
  readonly where?: {
    readonly context: readonly TokenId[];
    readonly element: Element;
    readonly token: TokenId;
    readonly logProb: number;
    readonly logProbOfImage: number;
  };
}

type Where = NonNullable<DistributionCertificate["where"]>;
interface Gap {
  readonly size: number;
  readonly mean: number;
  readonly where?: Where;
}

/** Measures base, equi or r-equi: each context and each of its images is read by itself, all of its views, and nothing is carried. */
export async function certifyDistribution(model: CausalLM, plan: CertifyPlan): Promise<DistributionCertificate> {
  const { action, decoder, batchSize } = plan.decode;
  const { elements, order } = action.group;
  const contexts = await certificateContexts(model, plan);
  const atOnce = Math.max(1, Math.floor(batchSize / (decoder.name === "base" ? order : order ** 2)));
  let widest: Omit<Gap, "mean"> = { size: 0 };
  let sum = 0;
  for (let from = 0; from < contexts.length; from += atOnce) {
    const some = contexts.slice(from, from + atOnce);
    const texts = some.flatMap((context) => elements.map((g) => moveTokens(action, g, context)));
    const distributions = await decoderDistributions(model, plan.decode, texts);
    some.forEach((context, i) => {
      for (const g of elements) {
        const gap = gapBetween(distributions[i * order], distributions[i * order + g], tableOf(action, g), context, g);
        sum += gap.mean;
        if (gap.size > widest.size) widest = gap;
      }
    });
  }
  return {
    kind: "distribution",
    decoder: decoder.name,
    passed: plan.tolerance === "report" || widest.size <= plan.tolerance,
    maxGap: widest.size,
    meanGap: sum / Math.max(1, contexts.length * (order - 1)),
    tolerance: plan.tolerance,
    contexts: contexts.length,
    ...(widest.where === undefined ? {} : { where: widest.where }),
  };
}

/** max over v of |image[g·v] − own[v]|, and where, and its mean with v drawn from the own distribution. NaN counts as an infinite gap. */
function gapBetween(
  own: Float32Array | undefined,
  image: Float32Array | undefined,
  table: Int32Array,
  context: readonly TokenId[],
  element: Element,
): Gap {
  const pair = (v: number) => ({ logProb: own?.[v] ?? NaN, logProbOfImage: image?.[table[v] ?? NaN] ?? NaN });
  let widest = { size: 0, at: -1 };
  let mean = 0;
  for (let v = 0; v < table.length; v++) {
    const { logProb, logProbOfImage } = pair(v);
    // Tokens that are impossible in both are equal, though the difference of two infinities is no number.
    const size = logProb === logProbOfImage ? 0 : Math.abs(logProb - logProbOfImage);
    if (!(size <= widest.size)) widest = { size: Number.isNaN(size) ? Infinity : size, at: v };
    if (size > 0) mean += Math.exp(logProb) * size;
  }
  const { size, at } = widest;
  if (size === Infinity) mean = Infinity;
  return at < 0 ? { size, mean } : { size, mean, where: { context, element, token: at as TokenId, ...pair(at) } };
}
