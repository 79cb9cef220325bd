import type { AuditedText } from "../audited-text.ts";

/** What was written after the prompt; the whole text where the prompt is unknown or not its beginning. */
export function continuationOf({ prompt, text }: Pick<AuditedText, "prompt" | "text">): string {
  return text.startsWith(prompt) ? text.slice(prompt.length) : text;
}
