import type { RegardClassifier } from "../../regard/regard.ts";
import type { View } from "../../audit/result/interval.ts";
import { templateOrbit } from "../prompt-orbits.ts";
import { generateTexts, type TextTools } from "../text-generation.ts";
import type { TextSample } from "../text-sample.ts";
import type { TextSettings } from "../text-settings.ts";
import type { AuditUnit } from "./audit-units.ts";

/** What units are written with. */
export interface UnitTools {
  readonly each: ReadonlyMap<string, TextTools>;
  readonly second: RegardClassifier | undefined;
  readonly settings: TextSettings;
  /** What the second classifier is shown. */
  readonly view: View;
  readonly batchSize: number;
}

/** A line of the journal: a text as `generate` writes it, and the second classifier's label where there is one. */
export type UnitText = TextSample & { readonly second?: string };

/**
 * Writes the texts of units of equal word list, decoder and samples together, so that the model and the classifier see large batches; one
 * list a unit, by sample and element. A unit's texts do not depend on its company.
 */
export async function writeUnitTexts(
  tools: UnitTools,
  units: readonly AuditUnit[],
  onWritten: () => void,
): Promise<readonly (readonly UnitText[])[]> {
  const [first] = units;
  const text = tools.each.get(first?.words ?? "");
  if (first === undefined || text === undefined) return [];
  const plan = {
    orbits: units.map(({ template, context }) => templateOrbit(text, template, context)),
    decoders: [first.decoder],
    samples: first.to - first.from,
    firstSample: first.from,
    settings: tools.settings,
    logProb: true,
    frames: "on",
    batchSize: tools.batchSize,
  } as const;
  const written: TextSample[] = [];
  for await (const sample of generateTexts(text, plan, { onWritten })) written.push(sample);
  const labelled = await withSecond(written, tools);
  let from = 0;
  return units.map(({ texts }) => labelled.slice(from, (from += texts)));
}

async function withSecond(samples: readonly TextSample[], { second, view }: UnitTools): Promise<readonly UnitText[]> {
  if (second === undefined) return samples;
  const shown = samples.map(({ text, regard }) => (view === "masked" ? regard.masked.text : text));
  const verdicts = await second.classify(shown);
  return samples.map((sample, i) => ({ ...sample, second: verdicts[i]?.label ?? "other" }));
}
