import type { AuditConfig } from "../result/audit-config.ts";
import type { ClassifierChapter } from "../result/classifier-chapter.ts";
import type { Measurements } from "../result/measurements.ts";
import type { CollectedChapter } from "./classifier-collector.ts";

/** The classifier chapter of a result; null where nothing labelled the texts. Texts that came with labels have one too: people can check those labels. */
export function classifierChapter(
  { classifier, source }: Pick<AuditConfig, "classifier" | "source">,
  collected: CollectedChapter,
  { swap = [], people = null, accuracy = null }: Pick<Measurements, "swap" | "people" | "accuracy">,
): ClassifierChapter | null {
  if (classifier === null && source?.labelled !== true) return null;
  const { name, sha256 } = classifier ?? { name: "labels of the file", sha256: null };
  return { name, sha256, accuracy, swap: [...swap], ...collected, people };
}
