import type { CausalLM } from "../decode/causal-lm.ts";
import type { Coupling, DecoderName, Finish } from "../decode/decode-plan.ts";
import type { Element } from "../group/group.ts";
import { key } from "../math/random.ts";
import { type Grouped, homogeneityTest } from "./certificate-law.ts";
import { type OrbitJob, type Orbits, textOrbits, tokenOrbits } from "./certificate-orbits.ts";
import type { CertifyPlan } from "./certify-plan.ts";

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

interface Written<X> {
  readonly job: OrbitJob<X>;
  /** The prompt and what was written after it. */
  readonly whole: X;
  readonly finish: Finish;
}

/** Measures a decoder by its texts, frames off: coupled ones must be exact images of one another, independent ones must agree in law. */
export function certifyTexts(model: CausalLM, plan: CertifyPlan): Promise<TextsCertificate> {
  return plan.byText === undefined
    ? certifyOrbits(tokenOrbits(model, plan), plan)
    : certifyOrbits(textOrbits(model, plan, plan.byText), plan);
}

async function certifyOrbits<X>(orbits: Orbits<X>, plan: CertifyPlan): Promise<TextsCertificate> {
  const images = await compareImages(orbits, plan);
  const law = await compareLaws(orbits, plan);
  return {
    kind: "texts",
    decoder: plan.decode.decoder.name,
    passed: images.different === 0 && law.pValue > plan.level,
    images,
    law,
  };
}

/** Whether coupled texts of an orbit are images: the text for g·x is g·s times the text for x, s in the stabiliser of x (the identity alone as a rule). */
export async function compareImages<X>(
  orbits: Orbits<X>,
  { decode, coupledTexts }: CertifyPlan,
): Promise<TextsCertificate["images"]> {
  const { coupling } = decode.sampling;
  const written = await writeOrbits(orbits, coupling === "none" ? "noise" : coupling, coupledTexts);
  const broken = written.filter(({ job, whole, finish }, i) => {
    const first = written[i - job.element] as Written<X>;
    const isImage = orbits.group.elements.some(
      (g) =>
        orbits.equal(orbits.move(g, first.job.prompt), job.prompt) && orbits.equal(orbits.move(g, first.whole), whole),
    );
    return finish !== first.finish || !isImage;
  });
  const [worst] = broken;
  const where = worst && {
    prompt: orbits.text(worst.job.prompt),
    element: worst.job.element,
    sample: worst.job.sample,
  };
  return { compared: written.length, different: broken.length, ...(where === undefined ? {} : { where }) };
}

/** Whether independent texts, moved back by their element, could come from one law: a permutation test over the elements of each prompt. */
export async function compareLaws<X>(orbits: Orbits<X>, plan: CertifyPlan): Promise<TextsCertificate["law"]> {
  const { independentTexts, rearrangements, level } = plan;
  const { decoder, seed } = plan.decode;
  const written = await writeOrbits(orbits, "none", independentTexts);
  const back = written.map(({ job, whole }) => {
    const g = orbits.group.inverse(job.element);
    return { prompt: orbits.move(g, job.prompt), whole: orbits.move(g, whole) };
  });
  const regards = "search" in decoder ? await decoder.search.judge(back.map(({ whole }) => orbits.text(whole))) : [];
  const features = written.map(({ job, finish }, i): Grouped => {
    const { prompt, whole } = back[i] as (typeof back)[number];
    const values = [...orbits.counted(prompt, whole), finish, regards[i]?.label ?? ""];
    return { stratum: job.stream, group: job.element, values };
  });
  const { statistic, pValue } = homogeneityTest(features, rearrangements, key(seed, "law"));
  return { textsPerElement: independentTexts, statistic, pValue, rearrangements, level };
}

/** `samples` texts for every image of every prompt, ordered by prompt, sample, element. */
async function writeOrbits<X>(orbits: Orbits<X>, coupling: Coupling, samples: number): Promise<Written<X>[]> {
  const jobs = orbits.prompts.flatMap((prompt, stream) =>
    Array.from({ length: samples }, (_, sample) =>
      orbits.group.elements.map((element): OrbitJob<X> => ({
        prompt: orbits.move(element, prompt),
        element,
        sample,
        stream,
      })),
    ).flat(),
  );
  const written: Written<X>[] = [];
  for await (const event of orbits.write(coupling, jobs)) {
    if (event.kind !== "finished") continue;
    const job = jobs[event.job] as OrbitJob<X>;
    written[event.job] = { job, whole: orbits.whole(job.prompt, event.tokens), finish: event.finish };
  }
  return written;
}
