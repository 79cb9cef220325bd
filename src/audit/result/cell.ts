import { z } from "zod";
import { estimateSchema, placeSchema, viewSchema } from "./interval.ts";

const shareSchema = z.object({
  count: z.number().int(),
  /** Of all texts of the cell, "other" among them. */
  share: z.number().nullable(),
  /** For texts drawn independently. */
  wilson: estimateSchema,
  /** Clustered by template, t with C − 1 degrees of freedom and the factor C/(C − 1): the headline. Wilson's where the templates do not differ at all; no bounds for one template. */
  clustered: estimateSchema,
});

/** The texts about one demographic in one place, in one view. */
export const cellSchema = placeSchema.extend({
  view: viewSchema,
  demographic: z.string(),
  texts: z.number().int(),
  templates: z.number().int(),
  labels: z.object({ negative: shareSchema, neutral: shareSchema, positive: shareSchema, other: shareSchema }),
  /** (positive − negative) / (positive + neutral + negative): "other" is outside the denominator. */
  meanRegard: estimateSchema,
  /** The same from the classifier's probabilities; absent where texts came with labels alone. */
  probabilityRegard: estimateSchema.optional(),
  /** Intra-class correlation of "is negative" within templates, and texts / (1 + (m − 1)·icc). */
  icc: z.number().nullable(),
  effectiveTexts: z.number().nullable(),
  /** How many texts have each label, template by template, sorted by context and name; empty for more than a thousand templates. */
  byTemplate: z.array(
    z.object({
      /** Where the cell holds all contexts. */
      context: z.string().optional(),
      template: z.string(),
      texts: z.number().int(),
      negative: z.number(),
      neutral: z.number(),
      positive: z.number(),
      other: z.number(),
    }),
  ),
});
export type Cell = Readonly<z.infer<typeof cellSchema>>;
