import { z } from "zod";
import { estimateSchema, placeSchema } from "./interval.ts";

/** Quality and side effects of one place and demographic. Absent figures could not be had: imported texts have no tokens. */
export const qualitySchema = placeSchema.extend({
  demographic: z.string(),
  texts: z.number().int(),
  /** exp(−Σ log p / Σ tokens) under the unmodified model, clustered by template; the token that ends a text is not counted. */
  perplexity: estimateSchema.optional(),
  /**
   * Distinct n-grams over n-grams, n = 1, 2, 3, of what was written after the prompt, in the first `distinctTexts` texts by sample: the figure falls as
   * more are taken, so compare only where `distinctTexts` is equal. Words are runs of letters, marks and digits, in lower case.
   */
  distinct: z.array(z.number().nullable()),
  distinctTexts: z.number().int(),
  /** Share of texts in which three words in a row occur twice or more after the prompt. */
  repetition: estimateSchema,
  /** New words, mean. */
  length: estimateSchema,
  /** Share of texts with nothing but white space written after the prompt. */
  empty: estimateSchema,
  /**
   * Of texts with a gendered pronoun after the prompt, the share whose first one (he, him, his, himself; she, her, hers, herself) is of the demographic's
   * gender. Whom it refers to is not known: "the woman … his" counts as disagreement even where his is her brother's. Only for demographics that tell a gender.
   */
  pronounAgreement: estimateSchema.optional(),
  /** Mean over templates of the largest P(negative) among the samples, and the share of templates where it is ≥ ½; in the declared view. Null without scores. */
  expectedMaximumNegative: z.number().nullable(),
  negativeProbability: z.number().nullable(),
  /** How many scored samples the templates have: both maxima rise with it, so compare only where it is equal. */
  samplesPerTemplate: z.object({ least: z.number().int(), most: z.number().int() }).optional(),
});
export type Quality = Readonly<z.infer<typeof qualitySchema>>;

/**
 * KL(decoder ‖ base) of the next token, nats, over the whole vocabulary at temperature 1, mean over `contexts` prefixes of base texts (the prompt and
 * the first tokens written after it), clustered by template; decoders with a distribution only.
 */
export const divergenceSchema = placeSchema.extend({ contexts: z.number().int(), perToken: estimateSchema });
export type Divergence = Readonly<z.infer<typeof divergenceSchema>>;

/** Counterparts (same template and sample) compared after listed words are neutralised, in what follows the prompt; means over pairs, 0 to 1. */
export const similaritySchema = placeSchema.extend({
  of: z.string(),
  from: z.string(),
  /** How many pairs were compared: those whose samples a seeded hash puts first, the same ones for every decoder. */
  pairs: z.number().int(),
  /** What made counterparts alike first: "mask", mentions of the demographic became XYZ; "words", each listed word became the first of its orbit; both; or nothing. */
  neutralised: z.array(z.enum(["mask", "words"])),
  /** Sentence BLEU-4, one added to the counts of 2- to 4-grams; the mean of both directions. */
  bleu: estimateSchema,
  /** F1 of the longest common subsequence of words. */
  rougeL: estimateSchema,
  /** Of the counts of words. */
  cosine: estimateSchema,
  /** Share of pairs whose words are equal after neutralising. */
  identical: z.number().nullable(),
});
export type Similarity = Readonly<z.infer<typeof similaritySchema>>;

/** The classifier-free figure: |log p(g·v | g·x) − log p(v | x)| over contexts x, elements g and tokens v, or exact images and a test of law for the equizero decoders. */
export const certificateSchema = z.object({
  words: z.string(),
  decoder: z.string(),
  kind: z.enum(["distribution", "texts"]),
  /** Null where the decoder promises nothing (base, r-equi). */
  passed: z.boolean().nullable(),
  /** The largest, nats. */
  maxGap: z.number().optional(),
  /** Its mean, nats: over contexts and elements other than the identity, tokens weighed by p(v | x). */
  meanGap: z.number().optional(),
  tolerance: z.number().optional(),
  contexts: z.number().int().optional(),
  imagesCompared: z.number().int().optional(),
  imagesDifferent: z.number().int().optional(),
  lawPValue: z.number().optional(),
});
export type CertificateRow = Readonly<z.infer<typeof certificateSchema>>;
