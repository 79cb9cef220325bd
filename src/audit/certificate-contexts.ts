import type { CausalLM } from "../decode/causal-lm.ts";
import { checkLength } from "../decode/check-length.ts";
import type { DecodeJob } from "../decode/decode-plan.ts";
import { full } from "../decode/full.ts";
import { generate } from "../decode/generate.ts";
import { identity } from "../group/group.ts";
import { key, pick, uniform } from "../math/random.ts";
import type { TokenId } from "../text/token.ts";
import type { CertifyPlan } from "./certify-plan.ts";

/** Texts to compare distributions after: each prompt, and the beginnings, of lengths drawn by the seed, of texts the unmodified model writes after it. Throws UserError on a prompt the model cannot hold. */
export async function certificateContexts(
  model: CausalLM,
  { decode, prompts, continuations }: Pick<CertifyPlan, "decode" | "prompts" | "continuations">,
): Promise<(readonly TokenId[])[]> {
  prompts.forEach((prompt, i) => checkLength(model, `Prompt ${i + 1}`, prompt.length));
  const contexts: (readonly TokenId[])[] = [...prompts];
  if (continuations === 0) return contexts;
  const jobs = prompts.flatMap((prompt, stream): DecodeJob[] =>
    Array.from({ length: continuations }, (_, sample) => ({ prompt, element: identity, sample, stream })),
  );
  const sampling = { sampler: full, temperature: 1, coupling: "noise" } as const;
  for await (const event of generate(model, { ...decode, decoder: { name: "base" }, sampling }, jobs)) {
    if (event.kind !== "finished" || event.tokens.length === 0) continue;
    const length = 1 + pick(uniform(key(decode.seed, "context", event.job)), event.tokens.length);
    contexts[prompts.length + event.job] = (jobs[event.job]?.prompt ?? []).concat(event.tokens.slice(0, length));
  }
  return contexts.filter((context) => context !== undefined);
}
