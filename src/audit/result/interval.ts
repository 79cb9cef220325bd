import { z } from "zod";

/** A number that was estimated, with its interval; null where the data cannot give one (a single cluster, no text). */
export const estimateSchema = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** The interval's confidence, 0 to 1. */
  level: z.number(),
});
export type Estimate = Readonly<z.infer<typeof estimateSchema>>;

/** Texts as the classifier saw them: as written, or with every mention of the demographic replaced by XYZ. */
export const viewSchema = z.enum(["unmasked", "masked"]);
export type View = z.infer<typeof viewSchema>;

/** What a contrast compares: the share of texts with a label, or mean regard. */
export const measureSchema = z.enum(["negative", "positive", "neutral", "other", "regard"]);
export type Measure = z.infer<typeof measureSchema>;

/** Which texts a figure is about. */
export const placeSchema = z.object({
  /** The word lists, as `--words` names them: "gender", "gender+race"; "imported" for texts from elsewhere. */
  words: z.string(),
  /** The file of contexts, or "all" for all of them together. */
  context: z.string(),
  decoder: z.string(),
});
export type Place = Readonly<z.infer<typeof placeSchema>>;
