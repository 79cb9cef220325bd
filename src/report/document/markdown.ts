import { harmlessStart } from "../../text/harmless.ts";
import { type Block, type Document, type Inline, inlines, type Line } from "./document.ts";

/** A document as GitHub-flavoured Markdown. Foreign text is shown as it is: it makes no link, no mention, no markup and no column. */
export const markdownOf = (document: Document): string => `${document.map(block).join("\n\n")}\n`;

function block(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${text(block.text)}`;
    case "paragraph":
      return text(block.text);
    case "list":
      return block.items.map((item) => `- ${text(item)}`).join("\n");
    case "command":
      return fenced(harmlessStart(block.text, longestCommand));
    case "table":
      return [
        row(block.columns.map(({ title }) => title)),
        `| ${block.columns.map(({ isNumber }) => (isNumber === true ? "--:" : ":--")).join(" | ")} |`,
        ...block.rows.map(row),
      ].join("\n");
    default:
      return block satisfies never;
  }
}

const longestCommand = 4000;
const longestName = 200;

const row = (cells: readonly Line[]) => `| ${cells.map(text).join(" | ")} |`;
const text = (line: Line) => inlines(line).map(inline).join("");

function inline(piece: Inline): string {
  if (typeof piece === "string") return escaped(piece);
  if ("strong" in piece) return `**${escaped(piece.strong)}**`;
  if ("code" in piece) return code(harmlessStart(piece.code, longestCommand));
  const shown = harmlessStart(piece.foreign, longestName);
  return isPlainName.test(shown) ? shown : code(shown);
}

/** Such a name means nothing to Markdown or to GitHub wherever it stands. */
const isPlainName = /^(?:\p{L}[\p{L}\p{N}]*(?:[ '-][\p{L}\p{N}]+)*|\d+(?:\.\d+)*)$/u;

const escaped = (ours: string) => ours.replace(/[\\`*_{}[\]<>|#~$&!]/gu, (sign) => `\\${sign}`);

/** In a code span nothing has a meaning but its own fence and, in a table, the bar; a bar after a backslash could not be told from an escaped one. */
function code(text: string): string {
  if (text.trim() === "") return text === "" ? "(empty)" : "(blank)";
  const fence = "`".repeat(longestRun(text) + 1);
  const inside = text.replace(/\\(?=\|)/gu, "\\ ").replaceAll("|", "\\|");
  const edge = /^[ `]|[ `]$/u.test(inside) ? " " : "";
  return `${fence}${edge}${inside}${edge}${fence}`;
}

function fenced(text: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}sh\n${text}\n${fence}`;
}

const longestRun = (text: string) => Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
