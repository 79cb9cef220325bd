import type { AuditConfig } from "../../audit/result/audit-config.ts";
import type { OpenClassifier } from "../../models/open-classifier.ts";
import { classifierIngredient } from "../../pipelines/audit/ingredients.ts";
import type { Network } from "../../pipelines/network.ts";
import { openClassifier } from "../../pipelines/open-classifier.ts";

/** The classifiers of an import, open: those that were named. */
export interface OpenClassifiers {
  readonly classifier?: OpenClassifier | undefined;
  readonly second?: OpenClassifier | undefined;
}

/** Opens one or two classifiers for as long as `work` lasts, and tells their digests in the same order. */
export async function withClassifiers(
  names: readonly (string | undefined)[],
  network: Network,
  work: (open: OpenClassifiers, ingredients: readonly AuditConfig["classifier"][]) => Promise<void>,
): Promise<void> {
  const open: (OpenClassifier | undefined)[] = [];
  try {
    for (const name of names) open.push(name === undefined ? undefined : await openClassifier(name, network));
    const ingredients = await Promise.all(
      open.map(async (one, i) => (one === undefined ? null : classifierIngredient(names[i] ?? "", one))),
    );
    await work({ classifier: open[0], second: open[1] }, ingredients);
  } finally {
    for (const one of open) await one?.close();
  }
}
