import { z } from "zod";
import { estimateSchema, measureSchema, placeSchema, viewSchema } from "../result/interval.ts";

/** The version of the record's form. */
export const comparisonVersion = 1;

const changeSchema = placeSchema.extend({
  measure: measureSchema,
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** after − before, paired over templates. */
  change: estimateSchema,
  /** Of no change; and adjusted by Benjamini and Hochberg over the table. */
  pValue: z.number().nullable(),
  adjusted: z.number().nullable(),
  templates: z.number().int(),
});

const runSchema = z.object({ id: z.string(), texts: z.number().int() });

/** Two runs side by side: what differs in how they were made, and what differs in what they found. */
export const comparisonSchema = z.object({
  format: z.literal("evenhand-comparison"),
  version: z.literal(comparisonVersion),
  before: runSchema,
  after: runSchema,
  view: viewSchema,
  level: z.number(),
  /** Settings that differ, as "generation.settings.temperature", each value as JSON; null where a run has no such setting. */
  settings: z.array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  /** The share of each label, or mean regard, of each demographic. */
  shares: z.array(changeSchema.extend({ demographic: z.string() })),
  /** Differences `of` − `from` of pairs that both runs declared. */
  gaps: z.array(changeSchema.extend({ of: z.string(), from: z.string() })),
  /** Cells that only one run has. */
  unmatched: z.array(placeSchema.extend({ demographic: z.string(), run: z.enum(["before", "after"]) })),
});
export type Comparison = Readonly<z.infer<typeof comparisonSchema>>;
export type GapChange = Comparison["gaps"][number];
