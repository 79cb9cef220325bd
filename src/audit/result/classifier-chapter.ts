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
      perDemographic: z.array(
        perDemographic.extend({
          labels: z.number().int(),
          sensitivity: estimateSchema,
          specificity: estimateSchema,
          /** Share of negative texts: as classified, corrected for the error rates, and prediction-powered. */
          raw: z.number().nullable(),
          roganGladen: estimateSchema,
          predictionPowered: estimateSchema,
        }),
      ),
    })
    .nullable(),
});
export type ClassifierChapter = Readonly<z.infer<typeof classifierChapterSchema>>;
