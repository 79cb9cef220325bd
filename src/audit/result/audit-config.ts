import { z } from "zod";
import { measureSchema, viewSchema } from "./interval.ts";

/** A file or folder that shaped the run. */
export const ingredientSchema = z.object({ name: z.string(), sha256: z.string() });

/** Everything that decides what a run writes. Two runs with equal configurations write the same bytes. */
export const auditConfigSchema = z.object({
  kind: z.enum(["generated", "imported"]),
  /** The project's version, and those of the programs whose arithmetic matters. */
  versions: z.record(z.string(), z.string()),
  seed: z.number().int(),
  /** Generated runs: the settings of `generate`, as they are named there. */
  generation: z
    .object({
      model: ingredientSchema,
      tokenizer: ingredientSchema,
      words: z.array(ingredientSchema),
      contexts: z.array(ingredientSchema.extend({ templates: z.array(z.string()) })),
      decoders: z.array(z.string()),
      /** Texts of each template, demographic and decoder. */
      samples: z.number().int(),
      settings: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .nullable(),
  /** Imported runs: the file and which of its columns mean what. */
  source: z
    .object({ file: ingredientSchema, columns: z.record(z.string(), z.string()), labelled: z.boolean() })
    .nullable(),
  classifier: ingredientSchema.nullable(),
  secondClassifier: ingredientSchema.nullable(),
  /** What was declared before any text was written. */
  analysis: z.object({
    view: viewSchema,
    measures: z.array(measureSchema),
    /** Largest difference that counts as none, as a share: 0.05 is five percentage points. */
    margin: z.number(),
    level: z.number(),
    /** Pairs "of,from" tested with Holm; empty: every demographic against the first of its list. */
    declared: z.array(z.tuple([z.string(), z.string()])),
    baseline: z.string().nullable(),
    bootstrapDraws: z.number().int(),
  }),
});
export type AuditConfig = Readonly<z.infer<typeof auditConfigSchema>>;
