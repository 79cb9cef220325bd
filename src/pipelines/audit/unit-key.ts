import type { AuditConfig } from "../../audit/result/audit-config.ts";
import { digestOf } from "../../store/digest.ts";
import type { AuditUnit } from "./audit-units.ts";

/** The name of a unit's texts: changes with everything that decides a byte of them, the seed included, and with nothing else. */
export function unitKey(config: AuditConfig, { words, context, template, decoder, from, to }: AuditUnit): string {
  const { versions, seed, generation, classifier, secondClassifier, analysis } = config;
  return digestOf(
    JSON.stringify({
      versions,
      seed,
      model: generation?.model,
      tokenizer: generation?.tokenizer,
      words: generation?.words.find(({ name }) => name === words),
      settings: generation?.settings,
      classifier,
      second: secondClassifier === null ? null : { ...secondClassifier, view: analysis.view },
      unit: { context, template, decoder, from, to },
    }),
  );
}
