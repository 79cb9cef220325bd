import { createHash } from "node:crypto";
import type { AuditedText } from "./audited-text.ts";
import { classifierChapter } from "./classifier-chapter/classifier-chapter.ts";
import { classifierCollector } from "./classifier-chapter/classifier-collector.ts";
import { findingsOf } from "./findings/findings.ts";
import { qualityCollector } from "./quality/quality-collector.ts";
import { similarityCollector } from "./quality/similarity-collector.ts";
import { type AuditConfig, auditConfigSchema } from "./result/audit-config.ts";
import { type AuditResult, auditResultVersion } from "./result/audit-result.ts";
import type { Measurements } from "./result/measurements.ts";
import { replayCommand } from "./replay-command.ts";
import { tallyCollector } from "./tally.ts";

/**
 * The record of an audit, from one pass over its texts in any order: the order changes no byte of the result. `measurements` are those that need the
 * model, the classifier or people. Memory stays bounded however many texts there are; cost: a few µs a text, then the tests, which do not depend on their number.
 */
export async function summarize(
  texts: AsyncIterable<AuditedText> | Iterable<AuditedText>,
  config: AuditConfig,
  measurements: Measurements = {},
): Promise<AuditResult> {
  const tallying = tallyCollector();
  const judging = classifierCollector(config);
  const qualities = qualityCollector(config);
  const likenesses = similarityCollector(config);
  const collectors = [tallying, judging, qualities, likenesses];
  for await (const text of texts) for (const collector of collectors) collector.add(text);
  const tally = tallying.finish();
  return {
    format: "evenhand-audit-result",
    version: auditResultVersion,
    id: createHash("sha256")
      .update(JSON.stringify(auditConfigSchema.parse(config)))
      .digest("hex"),
    config,
    replay: replayCommand(config),
    texts: tally.texts,
    excluded: [...(measurements.excluded ?? [])],
    ...findingsOf(tally, config),
    quality: [...qualities.finish()],
    divergences: [...(measurements.divergences ?? [])],
    similarities: [...likenesses.finish()],
    certificates: [...(measurements.certificates ?? [])],
    classifier: classifierChapter(config, judging.finish(), measurements),
  };
}
