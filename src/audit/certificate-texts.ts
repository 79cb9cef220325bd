import type { CausalLM } from "../decode/causal-lm.ts";
import type { DecodeJob, DecodePlan, Finish } from "../decode/decode-plan.ts";
import { generate } from "../decode/generate.ts";
import { carriers, moveTokens } from "../decode/move-tokens.ts";
import { key } from "../math/random.ts";
import type { TokenId } from "../text/token.ts";
import type { CertifyPlan, TextsCertificate } from "./certificate.ts";
import { homogeneityTest, type Grouped } from "./certificate-law.ts";

interface Written {
  readonly job: DecodeJob;
  readonly tokens: readonly TokenId[];
  readonly finish: Finish;
}

/** Measures a decoder by its texts, frames off: coupled ones must be exact images of one another, independent ones must agree in law. */
export async function certifyTexts(model: CausalLM, plan: CertifyPlan): Promise<TextsCertificate> {
  const images = await compareImages(model, plan);
  const law = await compareLaws(model, plan);
  return {
    kind: "texts",
    decoder: plan.decode.decoder.name,
    passed: images.different === 0 && law.pValue > plan.level,
    images,
    law,
  };
}

/** Whether coupled texts of an orbit are images: the text for g·x is g·s times the text for x, s in the stabiliser of x (the identity alone as a rule). */
export async function compareImages(
  model: CausalLM,
  { decode, prompts, coupledTexts }: CertifyPlan,
): Promise<TextsCertificate["images"]> {
  const { action, sampling } = decode;
  const coupling = sampling.coupling === "none" ? "noise" : sampling.coupling;
  const plan: DecodePlan = { ...decode, frames: "off", sampling: { ...sampling, coupling } };
  const written = await writeOrbits(model, plan, prompts, coupledTexts);
  const broken = written.filter(({ job, tokens, finish }, i) => {
    const first = written[i - job.element] as Written;
    const orbitPrompt = first.job.prompt;
    const images = carriers(action, orbitPrompt, job.prompt).map((g) => moveTokens(action, g, first.tokens).join());
    return finish !== first.finish || !images.includes(tokens.join());
  });
  const [worst] = broken;
  const where = worst && { prompt: worst.job.prompt, element: worst.job.element, sample: worst.job.sample };
  return { compared: written.length, different: broken.length, ...(where === undefined ? {} : { where }) };
}

/** Whether independent texts, moved back by their element, could come from one law: a permutation test over the elements of each prompt. */
export async function compareLaws(model: CausalLM, plan: CertifyPlan): Promise<TextsCertificate["law"]> {
  const { decode, prompts, independentTexts, rearrangements, level } = plan;
  const { action, decoder } = decode;
  const independent: DecodePlan = { ...decode, frames: "off", sampling: { ...decode.sampling, coupling: "none" } };
  const written = await writeOrbits(model, independent, prompts, independentTexts);
  const back = written.map(({ job, tokens }) => {
    const g = action.group.inverse(job.element);
    return { prompt: moveTokens(action, g, job.prompt), tokens: moveTokens(action, g, tokens) };
  });
  const regards =
    "search" in decoder
      ? await decoder.search.judge(back.map(({ prompt, tokens }) => decoder.search.decode(prompt.concat(tokens))))
      : [];
  const features = written.map(({ job, finish }, i): Grouped => {
    const tokens = back[i]?.tokens ?? [];
    const values = [`${tokens[0] ?? finish}`, `${tokens.length} ${finish}`, regards[i]?.label ?? ""];
    return { stratum: job.stream ?? 0, group: job.element, values };
  });
  const { statistic, pValue } = homogeneityTest(features, rearrangements, key(decode.seed, "law"));
  return { textsPerElement: independentTexts, statistic, pValue, rearrangements, level };
}

/** `samples` texts for every image of every prompt, ordered by prompt, sample, element. */
async function writeOrbits(
  model: CausalLM,
  plan: DecodePlan,
  prompts: readonly (readonly TokenId[])[],
  samples: number,
): Promise<Written[]> {
  const jobs = prompts.flatMap((prompt, stream) =>
    Array.from({ length: samples }, (_, sample) =>
      plan.action.group.elements.map((element): DecodeJob => ({
        prompt: moveTokens(plan.action, element, prompt),
        element,
        sample,
        stream,
      })),
    ).flat(),
  );
  const written: Written[] = [];
  for await (const event of generate(model, plan, jobs)) {
    if (event.kind === "finished")
      written[event.job] = { job: jobs[event.job] as DecodeJob, tokens: event.tokens, finish: event.finish };
  }
  return written;
}
