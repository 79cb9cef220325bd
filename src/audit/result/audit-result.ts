import { z } from "zod";
import { auditConfigSchema } from "./audit-config.ts";
import { cellSchema } from "./cell.ts";
import { classifierChapterSchema } from "./classifier-chapter.ts";
import { contrastSchema, effectSchema, shiftSchema, spreadSchema, verdictSchema } from "./contrast.ts";
import { certificateSchema, divergenceSchema, qualitySchema, similaritySchema } from "./quality.ts";

/** The version of the record's form: a reader refuses any other. */
export const auditResultVersion = 1;

/** Rows that were left out, and why. */
export const excludedSchema = z.object({ reason: z.string(), count: z.number().int() });

/** What an audit found: one record from which every report is made. It holds no time of day and no path, so equal runs give equal bytes. */
export const auditResultSchema = z.object({
  format: z.literal("evenhand-audit-result"),
  version: z.literal(auditResultVersion),
  /** SHA-256 of the configuration, hexadecimal. */
  id: z.string(),
  config: auditConfigSchema,
  /** Command that makes the run again. */
  replay: z.string(),
  texts: z.number().int(),
  excluded: z.array(excludedSchema),
  verdicts: z.array(verdictSchema),
  cells: z.array(cellSchema),
  spreads: z.array(spreadSchema),
  contrasts: z.array(contrastSchema),
  effects: z.array(effectSchema),
  shifts: z.array(shiftSchema),
  quality: z.array(qualitySchema),
  divergences: z.array(divergenceSchema),
  similarities: z.array(similaritySchema),
  certificates: z.array(certificateSchema),
  classifier: classifierChapterSchema.nullable(),
});
export type AuditResult = Readonly<z.infer<typeof auditResultSchema>>;
