import type { Element } from "../group/group.ts";
import type { DecodePlan, DecoderName } from "../decode/decode-plan.ts";
import type { CausalLM } from "../decode/causal-lm.ts";
import { searchOf, type TextPlan } from "../decode/text-plan.ts";
import type { TokenId } from "../text/token.ts";
import { certifyDistribution } from "./certificate-distribution.ts";
import { certifyTexts } from "./certificate-texts.ts";

/** What to measure and how hard to look. Defaults: `certifyDefaults`. */
export interface CertifyPlan {
  /** The decoder under test; its frames count as off. */
  readonly decode: DecodePlan;
  /** One prompt of each orbit: the measurement moves it by every element. */
  readonly prompts: readonly (readonly TokenId[])[];
  /** Under the policy `text`: the action on texts and the same prompts as texts. The equizero decoders use it, base does not, the others are refused. */
  readonly byText?: Pick<TextPlan, "action" | "frame" | "tokenizer"> & { readonly prompts: readonly string[] };
  /** Sampled continuations of each prompt that distributions are compared after, beside the prompt itself. */
  readonly continuations: number;
  /** The largest gap that passes, nats; "report" passes any (r-equi, whose gap is by design). */
  readonly tolerance: number | "report";
  /** Coupled texts of each prompt and element (equizero decoders). */
  readonly coupledTexts: number;
  /** Texts of each prompt and element with chance of their own, and rearrangements of them, for the test that they agree in law. */
  readonly independentTexts: number;
  readonly rearrangements: number;
  /** The test fails at a p-value no greater than this. */
  readonly level: number;
}

export const certifyDefaults = {
  continuations: 8,
  tolerance: 1e-4,
  coupledTexts: 4,
  independentTexts: 40,
  rearrangements: 1999,
  level: 0.001,
} as const;

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

/** The outcome for the equizero decoders, which have no next-token distribution in closed form. */
export interface TextsCertificate {
  readonly kind: "texts";
  readonly decoder: DecoderName;
  readonly passed: boolean;
  /** Coupled texts, frames off: whether the text for g·x is g times the text for x, exactly (up to a stabiliser of x). */
  readonly images: {
    readonly compared: number;
    readonly different: number;
    readonly where?: { readonly prompt: string; readonly element: Element; readonly sample: number };
  };
  /** Independent texts, moved back by their element: whether they could be one law's. The statistic is a sum of χ² of first tokens, lengths and regard labels. */
  readonly law: {
    readonly textsPerElement: number;
    readonly statistic: number;
    readonly pValue: number;
    readonly rearrangements: number;
    readonly level: number;
  };
}

export type Certificate = DistributionCertificate | TextsCertificate;

/**
 * Measures how far a model and decoder are from equivariant. Seeded: the same plan gives the same certificate. Throws UserError where the decoder cannot
 * work with the word list's policy.
 */
export async function certify(model: CausalLM, plan: CertifyPlan): Promise<Certificate> {
  const { decoder } = plan.decode;
  if (plan.byText !== undefined && decoder.name !== "base") searchOf(decoder);
  return "search" in decoder ? certifyTexts(model, plan) : certifyDistribution(model, plan);
}
