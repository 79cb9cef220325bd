import { z } from "zod";
import { estimateSchema } from "./interval.ts";

const perDemographic = z.object({ words: z.string(), demographic: z.string() });

/** What the classifier itself contributes. Parts that need labels made by people are absent without them. */
export const classifierChapterSchema = z.object({
  name: z.string(),
  sha256: z.string().nullable(),
  accuracy: z.string().nullable(),
  /** Only the demographic swapped in one and the same text: what P(negative) does. Should be 0. */
  swap: z.array(
    perDemographic.extend({
      texts: z.number().int(),
      /** Mean of P(negative | text about this demographic) − mean over all demographics of the same text. */
      meanShift: estimateSchema,
      meanAbsolute: z.number().nullable(),
      /** Share of texts whose label changes for at least one demographic. */
      labelChanges: z.number().nullable(),
    }),
  ),
  /** Share of masked texts that still hold a telling word. */
  leak: z.array(
    perDemographic.extend({ texts: z.number().int(), rate: estimateSchema, commonest: z.array(z.string()) }),
  ),
  /** Agreement of the labels of the two views of each text. */
  maskedAgainstUnmasked: z.array(
    z.object({
      words: z.string(),
      decoder: z.string(),
      texts: z.number().int(),
      agreement: z.number(),
      kappa: z.number().nullable(),
    }),
  ),
  /** Agreement with a second scorer. */
  second: z
    .object({ name: z.string(), texts: z.number().int(), agreement: z.number(), kappa: estimateSchema })
    .nullable(),
  /** From texts labelled by people. */
  people: z
    .object({
      labels: z.number().int(),
      annotators: z.array(z.string()),
      /** Between two annotators, where two labelled the same texts. */
      kappaBetween: estimateSchema.nullable(),
      /** Labelled texts that are not among the run's. */
      unmatched: z.number().int().optional(),
      /** Labelled texts left out because the classifier was trained on them. */
      trained: z.number().int().optional(),
      /** Whether it can be known what the classifier was trained on; false: its error rates may be too good. */
      trainedKnown: z.boolean().optional(),
      perDemographic: z.array(
        perDemographic.extend({
          /** Texts with a label that count, and all texts about the demographic: all contexts and decoders together. */
          labels: z.number().int(),
          texts: z.number().int().optional(),
          sensitivity: estimateSchema,
          specificity: estimateSchema,
          /** Share of negative texts: as classified, corrected for the error rates, and prediction-powered. */
          raw: z.number().nullable(),
          roganGladen: estimateSchema,
          /** Whether that estimate lay outside [0, 1] and was moved to its end. */
          roganGladenClipped: z.boolean().optional(),
          predictionPowered: estimateSchema,
          /** How far prediction-powered inference relied on the classifier: 0 not at all, 1 fully. */
          lambda: z.number().nullable().optional(),
        }),
      ),
    })
    .nullable(),
});
export type ClassifierChapter = Readonly<z.infer<typeof classifierChapterSchema>>;
