import { z } from "zod";
import type { AuditedText } from "../audit/audited-text.ts";
import { regardLabels } from "../regard/regard.ts";
import { checked } from "../text/checked.ts";
import { UserError } from "../text/user-error.ts";

const label = z.enum(regardLabels);
const scores = z.object({ negative: z.number(), neutral: z.number(), positive: z.number(), other: z.number() });
const regard = z.object({ label, scores: scores.optional() });

/** A line of samples.jsonl: a line of `generate --json`, of which a text from elsewhere has only some fields; or an AuditedText as it is. */
const lineSchema = z.object({
  id: z.string(),
  decoder: z.string(),
  words: z.union([z.string(), z.array(z.string())]),
  demographic: z.string(),
  context: z.string(),
  template: z.string(),
  sample: z.int().nonnegative(),
  prompt: z.string(),
  text: z.string(),
  tokens: z.array(z.int()).optional(),
  logProb: z.number().nullable().optional(),
  finish: z.enum(["length", "eos", "newline"]).optional(),
  regard: z.object({
    unmasked: regard,
    masked: regard.extend({ text: z.string(), leak: z.array(z.string()) }).optional(),
  }),
  second: label.optional(),
});

/** A line as the statistics see it. Throws UserError that names the line's place. */
export function readLine(line: string, where: string): AuditedText {
  const text = checked(lineSchema, parse(line, where), {
    where,
    expected: "a text of an audit",
    remedy: "Restore the file, or run the audit again.",
  });
  return { ...text, words: typeof text.words === "string" ? text.words : text.words.join("+") } as AuditedText;
}

function parse(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UserError(
      `${where}: expected a JSON object but found other text. Restore the file, or run the audit again.`,
    );
  }
}
