import type { LintReport } from "../../wordlist/lint.ts";
import type { Terminal } from "../terminal.ts";
import { counted } from "../../text/counted.ts";
import { harmless } from "../../text/harmless.ts";
import { shellWord } from "../../text/shell-word.ts";

/** After a list was written: whether it is an action, and what to do next. */
export async function reportWritten(
  folder: string,
  { summary }: LintReport,
  options: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> {
  if (options.json === true) {
    await terminal.write(`${JSON.stringify({ folder, summary })}\n`);
    return;
  }
  const { rows, errors, warnings, isAction, order } = summary;
  const verdict = isAction ? `an action of order ${order}` : "no action yet";
  await terminal.write(
    `${harmless(folder)}: ${counted(rows, "row")}, ${verdict}; ${counted(errors, "error")}, ${counted(warnings, "warning")}. See: evenhand words lint ${shellWord(harmless(folder))}\n`,
  );
}
