import { wrap } from "../../text/layout.ts";
import type { Look } from "../kernel/screen.ts";
import type { Role } from "../kernel/theme.ts";

/** A piece of a line, and what it means. */
export interface Span {
  readonly text: string;
  readonly role?: Role | undefined;
}

/** A line of a screen; longer ones are cut at its edge. */
export type Line = readonly Span[];

export const line = (text: string, role?: Role): Line => [{ text, role }];

/** A text over as many lines as it needs. */
export const wrapped = (text: string, { columns }: Pick<Look, "columns">, role?: Role): readonly Line[] =>
  wrap(text, columns - 1).map((part) => line(part, role));
