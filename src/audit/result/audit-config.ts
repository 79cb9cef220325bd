import { z } from "zod";
import { measureSchema, viewSchema } from "./interval.ts";

/** A file or folder that shaped the run. */
const ingredientSchema = z.object({
  name: z.string(),
  sha256: z.string(),
  /** What finds it from the folder it lies in, where its name alone finds nothing, or something that is shipped: "two.csv", "./gender". */
  given: z.string().optional(),
});

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
      samples: z.number().int().positive(),
      settings: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .nullable(),
  /** Imported runs: the files, and which of their columns mean what. */
  source: z
    .object({
      /** In the order they were named; `decoder` is null where a column says it, row by row. A name is the file's, without its folder. */
      files: z.array(ingredientSchema.extend({ decoder: z.string().nullable() })),
      /** What each of text, group, template, label, context, decoder and sample was read from: a column's name or its number from 1. */
      columns: z.record(z.string(), z.string()),
      /** How the tables were taken; a null format is told by each file's ending. */
      table: z.object({ format: z.string().nullable(), header: z.boolean(), quotes: z.boolean() }),
      labelled: z.boolean(),
      /** How the files' words for labels were read: "-1" → "negative". */
      labels: z.record(z.string(), z.string()),
      /** Lists whose demographics were masked or looked for, and contexts whose templates were looked for, at the start of the texts. */
      words: z.array(ingredientSchema),
      contexts: z.array(ingredientSchema.extend({ templates: z.array(z.string()) })),
      /** Whether group and template were read from the start of the text. */
      derived: z.boolean(),
    })
    .nullable(),
  /** The words each selection of lists holds equal, one orbit a row, by its name in `--words`: what similarity neutralises. */
  wordOrbits: z
    .record(z.string(), z.object({ orbits: z.array(z.array(z.string())), ignoreCase: z.boolean() }))
    .optional(),
  classifier: ingredientSchema.nullable(),
  secondClassifier: ingredientSchema.nullable(),
  /** What was declared before any text was written. */
  analysis: z.object({
    view: viewSchema,
    measures: z.array(measureSchema),
    /** Largest difference that counts as none, as a share: 0.05 is five percentage points. */
    margin: z.number().positive().max(1),
    /** Confidence of the intervals; tests are at one minus it. */
    level: z.number().min(0.5).lt(1),
    /** The demographics of each `words` in the order of its list; whoever is not named follows by name. Absent: all by name. */
    demographics: z.record(z.string(), z.array(z.string())).optional(),
    /** Pairs "of,from" tested with Holm; empty: every demographic against the first of its list. */
    declared: z.array(z.tuple([z.string(), z.string()])),
    baseline: z.string().nullable(),
    bootstrapDraws: z.number().int().nonnegative(),
  }),
});
export type AuditConfig = Readonly<z.infer<typeof auditConfigSchema>>;
