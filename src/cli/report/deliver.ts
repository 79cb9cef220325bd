import { extname, join } from "node:path";
import type { ReportFile } from "../../report/report-file.ts";
import { pathKind } from "../../store/path-kind.ts";
import { writeAtomically } from "../../store/atomic-write.ts";
import { UserError } from "../../text/user-error.ts";
import type { Terminal } from "../terminal.ts";

const fileEndings: ReadonlySet<string> = new Set([".html", ".md", ".json", ".xml", ".txt"]);

/**
 * Writes the files of a report to a folder, or the only one to a file (a path with an ending) or, for "-", to stdout. Returns their paths.
 * Throws UserError where several files have one path to go to, or bytes would go to a screen.
 */
export async function deliver(
  files: readonly ReportFile[],
  out: string,
  terminal: Terminal,
): Promise<readonly string[]> {
  const isFile = fileEndings.has(extname(out)) && pathKind(out) !== "folder";
  if ((isFile || out === "-") && files.length !== 1) {
    const found = files.map(({ path }) => path).join(", ");
    throw new UserError(`--out ${out}: expected one file to write there but found ${found}. Name a folder.`);
  }
  if (out === "-") {
    for (const { path, content } of files) await terminal.write(textOf(path, content));
    return [];
  }
  const written: string[] = [];
  for (const { path, content } of files) {
    const target = isFile ? out : join(out, path);
    await writeAtomically(target, content);
    written.push(target);
  }
  return written;
}

function textOf(path: string, content: ReportFile["content"]): string {
  if (typeof content === "string") return content;
  throw new UserError(`--out -: expected a report of text but found ${path}. Name a folder or a file.`);
}
