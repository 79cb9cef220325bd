import { z } from "zod";
import { excludedSchema } from "./audit-result.ts";
import { classifierChapterSchema } from "./classifier-chapter.ts";
import { certificateSchema, divergenceSchema } from "./quality.ts";

/** What `summarize` cannot take from the texts because it needs the model, the classifier or people: the content of measurements.json. Absent parts were not measured. */
export const measurementsSchema = z.object({
  /** What the classifier's manifest says of its accuracy. */
  accuracy: z.string().nullable().optional(),
  swap: classifierChapterSchema.shape.swap.optional(),
  people: classifierChapterSchema.shape.people.optional(),
  divergences: z.array(divergenceSchema).optional(),
  certificates: z.array(certificateSchema).optional(),
  /** Rows that never became texts of the audit. */
  excluded: z.array(excludedSchema).optional(),
});
export type Measurements = Readonly<z.infer<typeof measurementsSchema>>;
