import { UserError } from "../../text/user-error.ts";
import type { PlacedText } from "./placed-text.ts";

/** More names than these come from a wrong column, and every table and test would grow with them. */
const most = { demographic: 1000, context: 200, decoder: 200, template: 20_000 } as const;
const options = {
  demographic: "--group-column",
  context: "--context-column",
  decoder: "--decoder-column",
  template: "--template-column",
} as const;
const fields = ["demographic", "context", "decoder", "template"] as const;

/** Throws UserError at the row where there are more groups, contexts, decoders or templates than an audit can compare. */
export function nameLimits(): (text: PlacedText, where: string) => void {
  const seen = fields.map((field) => ({ field, names: new Set<string>() }));
  return (text, where) => {
    for (const { field, names } of seen) {
      names.add(text[field]);
      if (names.size <= most[field]) continue;
      throw new UserError(
        `${where}: expected at most ${most[field]} different ${field}s but found more. Name another column with ${options[field]}.`,
      );
    }
  };
}
