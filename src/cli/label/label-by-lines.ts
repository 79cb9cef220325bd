import type { LabelItem } from "../../audit/classifier-chapter/label-items.ts";
import { type RegardLabel, regardLabels } from "../../regard/regard.ts";
import { UserError } from "../../text/user-error.ts";
import type { Terminal, TerminalInput } from "../terminal.ts";
import type { LabelKeeper, LabelProgress } from "./label-work.ts";

/**
 * The texts still to label as JSON lines {"id", "text", "number", "of"}, all at once; then labels from stdin, {"id", "label"} a line, in any order until it
 * ends. Throws UserError on a line that is none; what came before it is kept. Always false: nobody presses Ctrl-C here.
 */
export async function labelByLines(
  { items, before }: LabelProgress,
  keeper: LabelKeeper,
  input: TerminalInput,
  terminal: Terminal,
): Promise<boolean> {
  const of = items.length + before;
  for (const [i, { id, shown }] of items.entries()) {
    await terminal.write(`${JSON.stringify({ id, text: shown, number: before + i + 1, of })}\n`);
  }
  const open = new Map(items.map((item) => [item.id, item]));
  let line = 0;
  for await (const text of input.lines()) {
    line += 1;
    if (text.trim() === "") continue;
    const { item, label } = answerIn(text, `stdin, line ${line}`, open);
    await keeper.keep(item, label);
  }
  return false;
}

function answerIn(
  text: string,
  where: string,
  open: ReadonlyMap<string, LabelItem>,
): { readonly item: LabelItem; readonly label: RegardLabel } {
  const { id, label: found } = parse(text, where);
  const item = open.get(String(id));
  if (item === undefined) {
    throw new UserError(
      `${where}: expected the id of a text that was shown but found ${JSON.stringify(id ?? null).slice(0, 60)}. Take ids from the lines on stdout.`,
    );
  }
  const label = regardLabels.find((known) => known === found);
  if (label !== undefined) return { item, label };
  throw new UserError(
    `${where}: expected the label negative, neutral, positive or other but found ${JSON.stringify(found ?? null).slice(0, 60)}. Mend the line.`,
  );
}

function parse(text: string, where: string): { readonly id?: unknown; readonly label?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // told below
  }
  throw new UserError(
    `${where}: expected {"id": "…", "label": "negative"} but found ${JSON.stringify(text.slice(0, 60))}. Write one JSON object a line.`,
  );
}
