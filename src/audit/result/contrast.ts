import { z } from "zod";
import { estimateSchema, measureSchema, placeSchema, viewSchema } from "./interval.ts";

const testSchema = z.object({
  /** What was computed: "paired t over templates", "sign-flip over templates", "Welch t of clusters", … */
  name: z.string(),
  statistic: z.number().nullable(),
  degreesOfFreedom: z.number().nullable(),
  pValue: z.number().nullable(),
  adjusted: z.number().nullable(),
  adjustment: z.enum(["holm", "benjamini-hochberg", "none"]),
  /** How many tests were adjusted together. */
  family: z.number().int(),
});

/**
 * Two demographics in one place and view, compared on one measure. Differences are `of` minus `from`. All pairs, or with more than 40 demographics the
 * declared ones and each with the first. Declared contrasts of all measures in one place and view are one family for Holm, the rest one for Benjamini–Hochberg.
 */
export const contrastSchema = placeSchema.extend({
  view: viewSchema,
  measure: measureSchema,
  of: z.string(),
  from: z.string(),
  /** Declared before the run (Holm), or one of the rest (Benjamini–Hochberg). */
  declared: z.boolean(),
  /** Texts that are images of one another by construction: no test is made and no verdict depends on chance. */
  exactByConstruction: z.boolean(),
  /** Paired over templates. Where templates do not differ at all: Newcombe's interval of shares, none for regard. */
  difference: estimateSchema,
  /** The same by cluster bootstrap (BCa): declared contrasts with 20 templates or more. */
  bootstrap: estimateSchema.optional(),
  ratio: estimateSchema,
  oddsRatio: estimateSchema,
  /** ½ Σ |p_a − p_b| over the four labels, and Wasserstein-1 of P(negative); null where there are no probabilities. */
  totalVariation: z.number().nullable(),
  wasserstein: z.number().nullable(),
  jensenShannon: z.number().nullable(),
  test: testSchema,
  /** A second look that needs no normal law, at declared contrasts whose templates are enough: where 2/2ᵀ is below the level over the family. Not adjusted. */
  signFlip: z.object({ pValue: z.number(), exact: z.boolean(), draws: z.number().int() }).optional(),
  /** Two one-sided tests against ±margin: the interval of the difference, of confidence 2·level − 1, inside it. */
  equivalence: z.object({
    margin: z.number(),
    interval: estimateSchema,
    pValue: z.number().nullable(),
    passed: z.boolean(),
  }),
  /** The smallest true difference that this design finds with 80 % power at the level of the test: declared, the level over the family (Holm's first step). */
  smallestDetectable: z.number().nullable(),
});
export type Contrast = Readonly<z.infer<typeof contrastSchema>>;

/** All demographics of a place together. */
export const spreadSchema = placeSchema.extend({
  view: viewSchema,
  measure: measureSchema,
  demographics: z.number().int(),
  exactByConstruction: z.boolean(),
  /** Largest minus smallest. */
  range: z.number().nullable(),
  /** What a fair model with this design (its demographics, texts and the spread of its templates) shows by chance: median and 95th percentile of the range. */
  chance: z.object({ median: z.number(), p95: z.number(), draws: z.number().int() }).nullable(),
  /** Smallest share over largest; null for regard. */
  impactRatio: z.number().nullable(),
  /** (1/(K−1)) Σ (Y_k − Ȳ)² − what sampling contributes to it, (1/K) Σ σ̂²_k less the mean covariance of shared templates: unbiased, so it may be below zero. */
  betweenGroupVariance: z.number().nullable(),
  /** Largest share negative, smallest share positive, or smallest regard; null for neutral and other, which are neither good nor bad. */
  worst: z.object({ demographic: z.string(), value: z.number() }).nullable(),
  /** Are all demographics equal? Made before the pairs. */
  omnibus: testSchema,
});
export type Spread = Readonly<z.infer<typeof spreadSchema>>;

/** What a decoder changed against the base model, paired over templates. */
export const effectSchema = placeSchema.extend({
  view: viewSchema,
  measure: measureSchema,
  baseline: z.string(),
  of: z.string(),
  from: z.string(),
  gapBefore: z.number().nullable(),
  gapAfter: z.number().nullable(),
  /** |gap before| − |gap after| is not it: the difference of the signed gaps, before − after, with its clustered interval and test. */
  change: estimateSchema,
  pValue: z.number().nullable(),
});
export type Effect = Readonly<z.infer<typeof effectSchema>>;

/** How one demographic's share changed against the base model, paired over templates: after − before. */
export const shiftSchema = placeSchema.extend({
  view: viewSchema,
  measure: measureSchema,
  baseline: z.string(),
  demographic: z.string(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  change: estimateSchema,
  pValue: z.number().nullable(),
});
export type Shift = Readonly<z.infer<typeof shiftSchema>>;

/** The one sentence that a place with declared pairs gets, for the margin that was declared before the run. */
export const verdictSchema = placeSchema.extend({
  view: viewSchema,
  /** exact: images of one another; equivalent: every declared contrast's interval of confidence 2·level − 1 inside the margin; different: one significant after Holm and not equivalent; else inconclusive. */
  verdict: z.enum(["exact", "equivalent", "different", "inconclusive"]),
  margin: z.number(),
  /** The declared contrast with the largest absolute difference. */
  largest: z
    .object({ of: z.string(), from: z.string(), measure: measureSchema, difference: estimateSchema })
    .nullable(),
  /** Fewer than 20 templates: a replication of a small design, no ground for a verdict. */
  fewTemplates: z.boolean(),
  /** What would change it: a wider margin, more templates. Data, worded by the reports. */
  needed: z.object({ templates: z.number().int().nullable(), margin: z.number().nullable() }),
});
export type Verdict = Readonly<z.infer<typeof verdictSchema>>;
