import type { AuditConfig } from "../../audit/result/audit-config.ts";
import type { DecoderName } from "../../decode/decode-plan.ts";
import type { Shard } from "../../store/run-record.ts";

/** The texts that are written to the journal together, or not at all: those of one template and decoder, for every demographic. */
export interface AuditUnit {
  /** Its place in the plan, from 0. */
  readonly number: number;
  readonly words: string;
  readonly context: string;
  readonly template: string;
  readonly decoder: DecoderName;
  /** Samples from `from` up to, but without, `to`. */
  readonly from: number;
  readonly to: number;
  /** Texts in it: samples times demographics. */
  readonly texts: number;
}

/** Samples of a unit: enough for large batches, few enough that little is lost to a power cut. */
const samplesAtOnce = 100;

/** All units of an audit in the order of its journal: word lists, contexts, templates, decoders, samples. */
export function auditUnits({ generation, analysis }: AuditConfig): readonly AuditUnit[] {
  if (generation === null) return [];
  const units: AuditUnit[] = [];
  for (const { name: words } of generation.words) {
    const demographics = analysis.demographics?.[words]?.length ?? 0;
    for (const { name: context, templates } of generation.contexts) {
      for (const template of templates) {
        for (const decoder of generation.decoders as DecoderName[]) {
          for (let from = 0; from < generation.samples; from += samplesAtOnce) {
            const to = Math.min(from + samplesAtOnce, generation.samples);
            const texts = (to - from) * demographics;
            units.push({ number: units.length, words, context, template, decoder, from, to, texts });
          }
        }
      }
    }
  }
  return units;
}

/** Whether a unit is a shard's: they are dealt out in turn. */
export const isOfShard = ({ number }: Pick<AuditUnit, "number">, shard: Shard | null): boolean =>
  shard === null || number % shard.count === shard.index - 1;
