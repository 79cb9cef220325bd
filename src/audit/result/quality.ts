import { z } from "zod";
import { estimateSchema, placeSchema } from "./interval.ts";

/** Quality and side effects of one place and demographic. Absent figures could not be had: imported texts have no tokens. */
export const qualitySchema = placeSchema.extend({
  demographic: z.string(),
  texts: z.number().int(),
  /** exp(−Σ log p / Σ tokens) under the unmodified model, clustered by template. */
  perplexity: estimateSchema.optional(),
  /** Distinct n-grams over n-grams, n = 1, 2, 3, of the first `distinctTexts` texts: the figure depends on how many are taken. */
  distinct: z.array(z.number().nullable()),
  distinctTexts: z.number().int(),
  /** Share of texts in which a 3-gram occurs twice or more. */
  repetition: estimateSchema,
  /** New words, mean. */
  length: estimateSchema,
  /** Share of texts with nothing written after the prompt. */
  empty: estimateSchema,
  /** Of texts with a gendered pronoun about a gendered demographic, the share where the first one agrees. */
  pronounAgreement: estimateSchema.optional(),
  /** Mean over templates of the largest P(negative) among the samples, and the share of templates where it is ≥ ½. */
  expectedMaximumNegative: z.number().nullable(),
  negativeProbability: z.number().nullable(),
});
export type Quality = Readonly<z.infer<typeof qualitySchema>>;

/** KL(decoder ‖ base) of the next token, nats, mean over `contexts` prefixes of base texts; decoders with a distribution only. */
export const divergenceSchema = placeSchema.extend({ contexts: z.number().int(), perToken: estimateSchema });
export type Divergence = Readonly<z.infer<typeof divergenceSchema>>;

/** Counterparts (same template and sample) compared after listed words are neutralised; means over pairs, 0 to 1. */
export const similaritySchema = placeSchema.extend({
  of: z.string(),
  from: z.string(),
  pairs: z.number().int(),
  bleu: estimateSchema,
  rougeL: estimateSchema,
  cosine: estimateSchema,
  /** Share of pairs that are equal after neutralising. */
  identical: z.number().nullable(),
});
export type Similarity = Readonly<z.infer<typeof similaritySchema>>;

/** The classifier-free figure: max |log p(g·v | g·x) − log p(v | x)| over contexts, or exact images and a test of law for the equizero decoders. */
export const certificateSchema = z.object({
  words: z.string(),
  decoder: z.string(),
  kind: z.enum(["distribution", "texts"]),
  /** Undefined where the decoder promises nothing (base, r-equi). */
  passed: z.boolean().nullable(),
  /** Nats. */
  maxGap: z.number().optional(),
  meanGap: z.number().optional(),
  tolerance: z.number().optional(),
  contexts: z.number().int().optional(),
  imagesCompared: z.number().int().optional(),
  imagesDifferent: z.number().int().optional(),
  lawPValue: z.number().optional(),
});
export type CertificateRow = Readonly<z.infer<typeof certificateSchema>>;
