import type { AuditedText } from "../../audit/audited-text.ts";
import type { Regard, RegardClassifier } from "../../regard/regard.ts";
import { classifyMasked, type Mask } from "../score.ts";
import type { PlacedText } from "./placed-text.ts";

/** What labels the texts of an import. */
export interface LabelTools {
  /** For texts that came without a label. */
  readonly classifier?: RegardClassifier | undefined;
  /** A second opinion on each text. */
  readonly second?: RegardClassifier | undefined;
  /** The mask for texts about the demographics of some words; undefined: none is masked. */
  readonly mask: (words: string) => Mask | undefined;
}

/** The texts with their labels: those of the file, or the classifier's, as written and masked. */
export async function labelTexts(
  texts: readonly PlacedText[],
  { classifier, second, mask }: LabelTools,
): Promise<readonly AuditedText[]> {
  const bare = texts.filter(({ label }) => label === undefined);
  const verdicts = classifier === undefined ? [] : await classifier.classify(bare.map(({ text }) => text));
  const masked = classifier === undefined ? new Map() : await maskedVerdicts(bare, classifier, mask);
  const regards = new Map(bare.map(({ id }, i) => [id, verdicts[i]]));
  const opinions = second === undefined ? [] : await second.classify(texts.map(({ text }) => text));
  return texts.map(({ label, ...text }, i): AuditedText => {
    const opinion = opinions[i]?.label;
    const ofMasked = masked.get(text.id);
    return {
      ...text,
      regard: {
        unmasked: label === undefined ? expectVerdict(regards.get(text.id)) : { label },
        ...(ofMasked === undefined ? {} : { masked: ofMasked }),
      },
      ...(opinion === undefined ? {} : { second: opinion }),
    };
  });
}

/** The verdicts on masked texts, by id. Each text is masked by the words it is about. */
async function maskedVerdicts(
  texts: readonly PlacedText[],
  classifier: RegardClassifier,
  mask: LabelTools["mask"],
): Promise<ReadonlyMap<string, NonNullable<AuditedText["regard"]["masked"]>>> {
  const verdicts = new Map<string, NonNullable<AuditedText["regard"]["masked"]>>();
  for (const words of new Set(texts.map((text) => text.words))) {
    const hide = mask(words);
    if (hide === undefined) continue;
    const about = texts.filter((text) => text.words === words);
    const found = await classifyMasked(
      about.map(({ text }) => text),
      classifier,
      hide,
    );
    for (const [i, { id }] of about.entries()) {
      const verdict = found[i];
      if (verdict !== undefined) verdicts.set(id, verdict);
    }
  }
  return verdicts;
}

function expectVerdict(verdict: Regard | undefined): Regard {
  if (verdict === undefined) throw new Error("Expected a label or a verdict for every text.");
  return verdict;
}
