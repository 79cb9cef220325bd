import type { TextProps } from "ink";
import type { RegardLabel } from "../../regard/regard.ts";
import type { Look } from "./screen.ts";

/** How a piece of text is drawn, by what it means. Colours are the terminal's own sixteen, so they fit light and dark ones. */
export type Role =
  | "heading"
  | "selected"
  | "faint"
  | "listed"
  | "behind"
  | "problem"
  | "warning"
  | "good"
  | RegardLabel;

type Style = Pick<TextProps, "color" | "bold" | "dimColor" | "inverse" | "underline">;

const styles: Readonly<Record<Role, Style>> = {
  heading: { bold: true },
  selected: { inverse: true },
  faint: { dimColor: true },
  listed: { color: "cyan", underline: true },
  behind: { color: "magenta", bold: true },
  problem: { color: "red", bold: true },
  warning: { color: "yellow" },
  good: { color: "green" },
  positive: { color: "green" },
  negative: { color: "red" },
  neutral: { color: "blue" },
  other: { dimColor: true },
};

/** Without colour a style keeps what a monochrome terminal can show. */
export function styleOf(role: Role, { plain }: Pick<Look, "plain">): Style {
  const { color, ...rest } = styles[role];
  return plain || color === undefined ? rest : { ...rest, color };
}
