import { z } from "zod";
import type { AuditConfig } from "../../audit/result/audit-config.ts";
import { UserError } from "../../text/user-error.ts";
import { samplerNames, type TextSettings } from "../text-settings.ts";

const positive = z.number().positive();
/** In the order of `generate`'s settings, on which the names of texts depend. */
const settingsSchema = z.object({
  sampler: z.enum(samplerNames),
  topK: z.int().positive(),
  topP: positive.max(1),
  temperature: positive,
  tau: positive,
  eta: positive,
  mirostat: z.union([z.literal(1), z.literal(2)]),
  maxNewTokens: z.int().positive(),
  coupling: z.enum(["noise", "rank", "none"]),
  seed: z.int().nonnegative(),
  beam: z.int().positive(),
  score: z.enum(["masked", "unmasked", "both"]),
  scoreBy: z.enum(["label", "probability"]),
  other: z.number(),
  average: z.enum(["logit", "prob"]),
});

/** How a configuration's texts are written. Throws UserError on one that somebody else made up. */
export function settingsOf({ generation, seed }: AuditConfig): TextSettings {
  const parsed = settingsSchema.safeParse({ ...generation?.settings, seed });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `run.json, config.generation.settings.${issue?.path.join(".") ?? ""}: expected settings of evenhand generate but found this problem: ${issue?.message ?? "unreadable"}. Restore the file.`,
  );
}
