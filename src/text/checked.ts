import type { ZodType } from "zod";
import { UserError } from "./user-error.ts";

/** What a value was to be, in a sentence about it. */
export interface Expectation {
  /** The file, or the place in it. */
  readonly where: string;
  readonly expected: string;
  /** What to do next: a whole sentence. */
  readonly remedy: string;
}

/** The value as a schema reads it; undefined is what no JSON was found in. Throws UserError about the first thing that is wrong with it. */
export function checked<T>(schema: ZodType<T>, value: unknown, { where, expected, remedy }: Expectation): T {
  if (value === undefined) throw new UserError(`${where}: expected ${expected} but found no JSON. ${remedy}`);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `${where}, ${issue?.path.join(".") || "top"}: expected ${expected} but found this problem: ${issue?.message ?? "unreadable"}. ${remedy}`,
  );
}
