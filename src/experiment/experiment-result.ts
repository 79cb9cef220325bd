import { z } from "zod";
import { estimateSchema } from "../audit/result/interval.ts";
import { evaluationSchema } from "./evaluation.ts";
import { experimentTableSchema } from "./experiment-table.ts";

export const viewWeightsSchema = z.object({
  title: z.string(),
  /** Of the group's elements, in their order: "0°", "90°". */
  views: z.array(z.string()),
  /** Mean weight of each view, and its standard deviation over the inputs. */
  weights: z.array(z.object({ mean: z.number(), deviation: z.number() })),
  /** Inputs. */
  n: z.number().int().positive(),
});
/** What weights λ gives the views of an input, over many inputs. */
export type ViewWeights = Readonly<z.infer<typeof viewWeightsSchema>>;

export const experimentResultSchema = z.object({
  kind: z.literal("experiment"),
  version: z.literal(1),
  title: z.string(),
  /** Sentences: what was run on what, and with which licence. */
  about: z.array(z.string()),
  tables: z.array(experimentTableSchema),
  /** Differences of two methods on the same items. */
  contrasts: z.array(z.object({ title: z.string(), difference: estimateSchema, n: z.number() })).default([]),
  viewWeights: z.array(viewWeightsSchema).default([]),
  /** What the tables count together, one model measured once each, where the experiment keeps it: later tables can add seeds to it. */
  evaluations: z.array(evaluationSchema).optional(),
  /** Where ours differs from what was published, and why; what is missing. */
  notes: z.array(z.string()),
  /** The command that makes it again. */
  command: z.string(),
});
/** What an experiment found, as the file result.json holds it. */
export type ExperimentResult = Readonly<z.infer<typeof experimentResultSchema>>;
