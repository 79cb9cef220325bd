import { decoderTraits } from "../../decode/decoder-traits.ts";
import { type Certificate, certify, certifyDefaults } from "../../audit/certificate.ts";
import type { CertificateRow } from "../../audit/result/quality.ts";
import type { DecoderName } from "../../decode/decode-plan.ts";
import { templateOrbit } from "../prompt-orbits.ts";
import { decodePlan, type TextTools } from "../text-generation.ts";
import type { TextPrompt } from "../text-prompt.ts";
import type { TextSettings } from "../text-settings.ts";

/** What is certified, and after which prompts. */
export interface CertificatePlan {
  /** Some templates of each are measured. */
  readonly contexts: readonly { readonly name: string; readonly templates: readonly string[] }[];
  readonly decoders: readonly DecoderName[];
  readonly settings: TextSettings;
  /** Rows in one pass of the model. */
  readonly batchSize: number;
}

/** Templates of each context, and how hard to look at each: an audit is to wait for its texts and not for its certificates. */
const sizes = {
  distribution: { templates: 5, continuations: 2 },
  texts: { templates: 2, coupledTexts: 2, independentTexts: 10, rearrangements: 999 },
} as const;

/**
 * A certificate for each word list and decoder, in their order: the classifier-free figure of the audit. `each` holds the tools of each word list by its
 * name in `--words`. base and r-equi promise nothing, so they are measured and neither pass nor fail. Throws UserError on a decoder that the list forbids.
 */
export async function auditCertificates(
  each: ReadonlyMap<string, TextTools>,
  plan: CertificatePlan,
): Promise<CertificateRow[]> {
  const rows: CertificateRow[] = [];
  for (const [words, tools] of each) {
    for (const decoder of plan.decoders) rows.push(rowOf(words, await certifyDecoder(tools, plan, decoder)));
  }
  return rows;
}

function certifyDecoder(tools: TextTools, plan: CertificatePlan, name: DecoderName): Promise<Certificate> {
  const byText = tools.words.byText?.[decoderTraits[name].isRelaxed ? "relaxed" : "full"];
  const size = sizes[isSearch(name) ? "texts" : "distribution"];
  const prompts = promptsOf(tools, plan, size.templates);
  return certify(tools.model, {
    ...certifyDefaults,
    ...size,
    decode: decodePlan(tools, { ...plan, frames: "off" }, name),
    prompts: prompts.map(({ tokens }) => tokens),
    ...(byText && { byText: { ...byText, tokenizer: tools.tokenizer, prompts: prompts.map(({ text }) => text) } }),
    tolerance: promises(name) ? certifyDefaults.tolerance : "report",
  });
}

const isSearch = (name: DecoderName): boolean => decoderTraits[name].method === "search";
const promises = (name: DecoderName): boolean => decoderTraits[name].isEquivariant;

/** The first prompt of the orbits of some templates of each context, evenly spaced. */
function promptsOf(tools: TextTools, { contexts }: CertificatePlan, count: number): TextPrompt[] {
  return contexts.flatMap(({ name, templates }) => {
    const chosen = Math.min(count, templates.length);
    return Array.from(
      { length: chosen },
      (_, i) => templates[Math.floor((i * templates.length) / chosen)] ?? "",
    ).flatMap((template) => templateOrbit(tools, template, name).slice(0, 1));
  });
}

function rowOf(words: string, certificate: Certificate): CertificateRow {
  const { kind, decoder, passed } = certificate;
  const row = { words, decoder, kind, passed: promises(decoder) ? passed : null };
  if (certificate.kind === "texts") {
    const { images, law } = certificate;
    return {
      ...row,
      imagesCompared: images.compared,
      imagesDifferent: images.different,
      lawPValue: law.pValue,
    };
  }
  const { maxGap, meanGap, tolerance, contexts } = certificate;
  return {
    ...row,
    // A model that gives no number has an infinite gap, which JSON cannot say.
    ...(Number.isFinite(maxGap) && { maxGap, meanGap }),
    ...(tolerance !== "report" && { tolerance }),
    contexts,
  };
}
