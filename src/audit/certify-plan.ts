import type { DecodePlan } from "../decode/decode-plan.ts";
import type { TextPlan } from "../decode/text-plan.ts";
import type { TokenId } from "../text/token.ts";

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
