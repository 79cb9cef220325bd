import { type Certificate, certify, certifyDefaults } from "../audit/certificate.ts";
import type { DecoderName } from "../decode/decode-plan.ts";
import { checkPrompts, contextOrbits } from "../pipelines/prompt-orbits.ts";
import { decodePlan, type TextTools } from "../pipelines/text-generation.ts";
import type { CertifyOptions } from "./certify-options.ts";
import { onlySettings } from "../pipelines/text-settings.ts";
import { harmless } from "../text/harmless.ts";
import { openShown } from "./open-shown.ts";
import { palette } from "../report/paint.ts";
import { progressOn } from "./progress-line.ts";
import { watchedModel } from "./watched-model.ts";
import type { Terminal } from "./terminal.ts";

/** Measures each decoder and says how far it is from fair. Returns whether all passed. */
export async function runCertify(options: CertifyOptions, terminal: Terminal): Promise<boolean> {
  checkPrompts([], options.contexts);
  const open = await openShown(options, terminal);
  try {
    let allPassed = true;
    for (const tools of open.each) {
      for (const name of options.decoder) {
        const progress = progressOn(terminal, { label: `Certifying ${name}`, unit: "readings" });
        const model = watchedModel(tools.model, (count) => progress.update(count));
        const certificate = await certifyDecoder({ ...tools, model }, name, options);
        progress.end();
        allPassed &&= certificate.passed;
        const write = options.json === true ? json : sentence;
        await terminal.write(`${write(certificate, tools, terminal)}\n`);
      }
    }
    return allPassed;
  } finally {
    await open.close();
  }
}

function certifyDecoder(tools: TextTools, name: DecoderName, options: CertifyOptions): Promise<Certificate> {
  const orbits = contextOrbits(tools, options.contexts).slice(0, options.prompts);
  const firsts = orbits.flatMap(([first]) => first ?? []);
  const byText = tools.words.byText?.[name === "r-equizero" ? "relaxed" : "full"];
  const { batchSize, continuations } = options;
  const decode = decodePlan(tools, { settings: onlySettings(options), frames: "off", batchSize }, name);
  return certify(tools.model, {
    ...certifyDefaults,
    decode,
    prompts: firsts.map(({ tokens }) => tokens),
    ...(byText && { byText: { ...byText, tokenizer: tools.tokenizer, prompts: firsts.map(({ text }) => text) } }),
    continuations,
    tolerance: toleranceOf(name, options),
  });
}

/** r-equi is unfair by design, by as much as its general words differ: it is reported, unless a limit is given. */
function toleranceOf(name: DecoderName, { tolerance, limit }: CertifyOptions): number | "report" {
  return name === "r-equi" ? (limit ?? "report") : tolerance;
}

function json(certificate: Certificate, { words, model }: TextTools): string {
  const { name, order } = words.full.action.group;
  return JSON.stringify({ model: model.name, words: words.names, group: { name, order }, ...certificate });
}

function sentence(certificate: Certificate, tools: TextTools, terminal: Terminal): string {
  const paint = palette(terminal.plain);
  const result = certificate.passed ? paint.regard.positive("passed") : paint.regard.negative("failed");
  const verdict = promisesNothing(certificate) ? "measured, no promise (give --limit)" : result;
  return `${paint.heading(certificate.decoder)}: ${verdict}. ${certificate.kind === "texts" ? ofTexts(certificate) : ofDistributions(certificate, tools)}`;
}

const promisesNothing = (certificate: Certificate): boolean =>
  certificate.kind === "distribution" && certificate.tolerance === "report";

function ofDistributions(
  certificate: Extract<Certificate, { kind: "distribution" }>,
  { tokenizer, words }: TextTools,
): string {
  const { maxGap, tolerance, contexts, where } = certificate;
  const bound = tolerance === "report" ? "" : ` (tolerance ${tolerance})`;
  const gap = `Largest gap |log p(g·v | g·x) − log p(v | x)| over ${contexts} contexts: ${maxGap.toPrecision(3)} nats${bound}`;
  if (where === undefined) return `${gap}.`;
  const [context, token] = [harmless(tokenizer.decode(where.context)), harmless(tokenizer.decode([where.token]))];
  const [own, image] = [Math.exp(where.logProb), Math.exp(where.logProbOfImage)].map((p) => p.toPrecision(3));
  return `${gap}, for “${token}” after “${context}”: ${own} there, ${image} for its image about ${words.demographic(where.element)}.`;
}

function ofTexts({ images, law }: Extract<Certificate, { kind: "texts" }>): string {
  return (
    `${images.compared - images.different} of ${images.compared} coupled texts are exact images of one another, frames off; ` +
    `independent texts agree in law with p = ${law.pValue.toPrecision(3)} (fails at ${law.level} or less, ` +
    `${law.textsPerElement} texts of each prompt and element, ${law.rearrangements} rearrangements).`
  );
}
