import { harmless } from "../../../text/harmless.ts";
import { wrap } from "../../../text/layout.ts";
import type { Line } from "../../kernel/line.ts";
import type { Role } from "../../kernel/theme.ts";
import type { PanelState } from "../panel.ts";

/** What a panel shows: lines on top that stay, lines that scroll or are chosen among, and lines about the chosen one. */
export interface Content {
  readonly header: readonly Line[];
  readonly count: number;
  /** Drawn only where it is in sight. */
  line(i: number): Line;
  /** Whether one line is selected; else the lines only scroll. */
  readonly isChoice: boolean;
  readonly detail?: readonly Line[];
}

/** What contents are laid out for. With a screen reader there are no columns, and no headings of columns. */
export interface ContentLook {
  readonly columns: number;
  readonly screenReader: boolean;
}

export type PanelContent = (state: PanelState, look: ContentLook) => Content;

/** A line of foreign text, made harmless. */
export const plainLine = (text: string, role?: Role): Line => [
  { text: harmless(text), ...(role === undefined ? {} : { role }) },
];

/** Lines that scroll. */
export const scrolling = (header: readonly Line[], lines: readonly Line[]): Content => ({
  header,
  count: lines.length,
  line: (i) => lines[i] ?? [],
  isChoice: false,
});

/** Foreign text as lines of at most `columns` cells. */
export const wrapped = (text: string, columns: number, role?: Role): readonly Line[] =>
  wrap(harmless(text), columns).map((line) => plainLine(line, role));

/** A heading; what is not up to date says so. */
export function heading(
  text: string,
  { isCurrent, failure }: { readonly isCurrent: boolean; readonly failure?: string },
): Line {
  if (failure !== undefined) return plainLine(failure, "problem");
  return plainLine(isCurrent ? text : `${text} (working it out …)`, "heading");
}

/** A token or a form with its spaces and line breaks shown. */
export const shownToken = (token: string): string => harmless(token.replaceAll("\n", "⏎").replaceAll(" ", "␣"));

export const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
export const whole = (count: number): string => count.toLocaleString("en");
