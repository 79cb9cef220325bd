import type { CausalLM } from "../decode/causal-lm.ts";
import { searchOf } from "../decode/text-plan.ts";
import { certifyDistribution, type DistributionCertificate } from "./certificate-distribution.ts";
import { certifyTexts, type TextsCertificate } from "./certificate-texts.ts";
import type { CertifyPlan } from "./certify-plan.ts";

export const certifyDefaults = {
  continuations: 8,
  tolerance: 1e-4,
  coupledTexts: 4,
  independentTexts: 40,
  rearrangements: 1999,
  level: 0.001,
} as const;

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
