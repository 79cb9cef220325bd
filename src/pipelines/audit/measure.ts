import { swapSample } from "../../audit/classifier-chapter/swap-sample.ts";
import type { Measurements } from "../../audit/result/measurements.ts";
import { prefixCollector } from "../../audit/quality/prefix-collector.ts";
import type { DecoderName } from "../../decode/decode-plan.ts";
import { readJournal } from "../../store/read-journal.ts";
import { accuracyOf } from "../audit-classifier/accuracy-of.ts";
import { swapTest, swapTexts } from "../audit-classifier/swap-test.ts";
import { auditCertificates } from "../audit-quality/audit-certificates.ts";
import { auditDivergences } from "../audit-quality/audit-divergences.ts";
import type { AuditEngine } from "./audit-request.ts";
import type { OpenAudit } from "./open-audit.ts";
import { settingsOf } from "./text-settings-of.ts";

/** What an audit's texts alone cannot tell: how far decoders move the next token, certificates, what the classifier makes of a swapped demographic. One pass over the journal. */
export async function measure(folder: string, open: OpenAudit, { batchSize }: AuditEngine): Promise<Measurements> {
  const { config, each, classifier } = open;
  const { generation } = config;
  if (generation === null) return {};
  const settings = settingsOf(config);
  const decoders = generation.decoders as DecoderName[];
  const { level } = config.analysis;
  const swapOf = (words: string) => each.get(words)?.words.swap;
  const prefixes = prefixCollector(config.seed);
  const swapped = swapSample(swapOf, { seed: config.seed, most: swapTexts });
  for await (const text of readJournal(folder)) for (const collector of [prefixes, swapped]) collector.add(text);
  return {
    accuracy: accuracyOf(classifier.manifest),
    swap: await swapTest(swapped.finish(), swapOf, classifier, level),
    divergences: await auditDivergences(each, { prefixes: prefixes.finish(), decoders, settings, batchSize, level }),
    certificates: await auditCertificates(each, { contexts: generation.contexts, decoders, settings, batchSize }),
  };
}
