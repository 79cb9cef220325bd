import { wrap } from "../../text/layout.ts";
import type { Role } from "./theme.ts";

/** A piece of a line, and what it means. */
export interface Span {
  readonly text: string;
  readonly role?: Role | undefined;
}

/** One line of a screen, harmless. */
export type Line = readonly Span[];

export const line = (text: string, role?: Role): Line => [role === undefined ? { text } : { text, role }];

/** A text over as many lines of at most `width` cells as it needs. */
export const wrapped = (text: string, width: number, role?: Role): readonly Line[] =>
  wrap(text, width).map((part) => line(part, role));
