import { z } from "zod";
import { UserError } from "../text/user-error.ts";
import type { ListDescription } from "./word-list.ts";

const words = z.string().trim().min(1);

const description = z.strictObject({
  version: z.literal(1),
  title: words,
  demographics: z
    .array(z.strictObject({ name: words, phrase: words, noun: words.optional(), adjective: words.optional() }))
    .min(2)
    .max(64),
  case: z.enum(["as-written", "variants"]),
  severalTokens: z.enum(["reject", "general", "text"]),
  partition: z.enum(["general", "neutral"]).default("general"),
  source: words,
  licence: words,
  note: z.string().optional(),
});

/** The contents of a list.json. Throws UserError that names the file and the field where it is none. */
export function parseListDescription(text: string, file: string): ListDescription {
  let contents: unknown;
  try {
    contents = JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (error) {
    const found = error instanceof Error ? error.message : "other text";
    throw new UserError(`${file}: expected JSON but found: ${found}. Mend the file, or copy that of a shipped list.`);
  }
  const parsed = description.safeParse(contents);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "" : `, field ${issue.path.join(".")}`;
  throw new UserError(
    `${file}${where}: expected a word list's description but found this problem: ${issue?.message ?? "another shape"}. Compare it with wordlists/gender/list.json.`,
  );
}
