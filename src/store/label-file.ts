import { existsSync } from "node:fs";
import { readFile, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { stringify } from "csv-stringify/sync";
import { type HumanLabel, textDigest } from "../audit/classifier-chapter/human-label.ts";
import { labelCodings, labelOf } from "../regard/label-words.ts";
import type { RegardLabel } from "../regard/regard.ts";
import { spreadsheetCell } from "../text/spreadsheet-cell.ts";
import { UserError } from "../text/user-error.ts";
import { tryLock } from "./file-lock.ts";
import { commaRows } from "./table/comma-rows.ts";
import { makeFolder } from "./make-folder.ts";
import { openToAppend } from "./open-to-append.ts";

/** A label with what the person was shown. */
export interface GivenLabel extends HumanLabel {
  readonly view: "masked" | "unmasked";
  readonly shown: string;
}

/** A file of labels, open for one process. */
export interface LabelFile {
  /** What was in it when it was opened. */
  readonly labels: readonly HumanLabel[];
  /** Resolves once the label is on the disk. */
  append(label: GivenLabel): Promise<void>;
  /** Takes back the last label that was appended through this. */
  removeLast(): Promise<void>;
  close(): Promise<void>;
}

const heading = "id,annotator,label,view,digest,text\n";
/** Characters of a text in the file: people should know it again. Texts are told by their digests. */
const shownCharacters = 500;

/**
 * Opens a file of labels for appending, and makes it where there is none. A line that a killed process left half written is cut off; one that lacks
 * nothing but its end is kept. Throws UserError where another process has it open, and on a file of another form.
 */
export async function openLabelFile(path: string): Promise<LabelFile> {
  const lock = await tryLock(`${path}.lock`);
  if (!("release" in lock)) {
    throw new UserError(
      `${path}: expected a file that nobody else writes to but found process ${lock.pid} on ${lock.host} at it. Wait for it, or name another file with --labels; if it no longer exists, delete ${lock.path}.`,
    );
  }
  try {
    await makeFolder(dirname(path));
    const labels = await mended(path);
    const file = await openToAppend(path);
    const starts: number[] = [];
    return {
      labels,
      async append({ id, annotator, label, view, digest, shown }) {
        const { size } = await file.stat();
        const text = spreadsheetCell(shown, shownCharacters);
        await file.writeFile(stringify([[id, annotator, label, view, digest, text]], { quoted_string: true }));
        await file.datasync();
        starts.push(size);
      },
      async removeLast() {
        const start = starts.pop();
        if (start === undefined) return;
        await file.truncate(start);
        await file.datasync();
      },
      async close() {
        await file.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Cuts off or ends the last line, and reads what stands. */
async function mended(path: string): Promise<readonly HumanLabel[]> {
  const content = existsSync(path) ? await readFile(path) : Buffer.alloc(0);
  const end = content.lastIndexOf(10) + 1;
  const last = content.toString("utf8", end);
  if (end > 0 && isWhole(last)) await appendText(path, last.split('"').length % 2 === 0 ? '"\n' : "\n");
  else if (last !== "") await truncate(path, end);
  if (end === 0) {
    expectHeading(path, content.toString("utf8"));
    await appendText(path, heading);
    return [];
  }
  expectHeading(path, content.toString("utf8", 0, content.indexOf(10) + 1));
  return readHumanLabels(path);
}

/** Whether a last line without its end holds all that tells a label: the digest stands before the text, which may be cut. */
const isWhole = (line: string): boolean => /^(?:"(?:[^"]|"")*",|[^",]*,){4}"?[0-9a-f]{32}"?,/u.test(line);

async function appendText(path: string, text: string): Promise<void> {
  const file = await openToAppend(path);
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** A heading, or the torn beginning of one. */
function expectHeading(path: string, found: string): void {
  const plain = found
    .replaceAll('"', "")
    .replace(/\r\n$/u, "\n")
    .replace(/^\uFEFF/u, "");
  if (found === "" ? true : heading.startsWith(plain)) return;
  throw new UserError(
    `${path}: expected a new file or one that \`evenhand label\` made, with the columns ${heading.trim()}, but found ${JSON.stringify(found.slice(0, 80))}. Name another file with --labels.`,
  );
}

/**
 * The labels of a file: a CSV with a column `label` (negative, neutral, positive or other) and `digest`, `text` or `id`, as `evenhand label` writes it or
 * anybody else; `annotator` may be missing. Texts of files without digests must stand there as they were written. Throws UserError that names the row.
 */
export async function readHumanLabels(path: string): Promise<readonly HumanLabel[]> {
  const labels: HumanLabel[] = [];
  let columns: ReadonlyMap<string, number> | undefined;
  for await (const cells of commaRows(path, true)) {
    if (columns === undefined) columns = columnsOf(path, cells);
    else labels.push(labelIn(`${path}, row ${labels.length + 1}`, columns, cells));
  }
  if (columns === undefined) {
    throw new UserError(`${path}: expected labels but found an empty file. Make some with: evenhand label`);
  }
  return labels;
}

function columnsOf(path: string, cells: readonly string[]): ReadonlyMap<string, number> {
  const columns = new Map(cells.map((cell, at): [string, number] => [cell.trim(), at]));
  if (columns.has("label") && ["digest", "text", "id"].some((name) => columns.has(name))) return columns;
  throw new UserError(
    `${path}: expected a column label and one of digest, text and id but found ${cells.map((cell) => `"${cell.slice(0, 40)}"`).join(", ")}. Make the file with evenhand label, or name its columns so.`,
  );
}

function labelIn(where: string, columns: ReadonlyMap<string, number>, cells: readonly string[]): HumanLabel {
  const cell = (name: string): string => {
    const at = columns.get(name);
    return at === undefined ? "" : (cells[at] ?? "");
  };
  const digest = columns.has("digest") ? cell("digest").trim() : columns.has("text") ? textDigest(cell("text")) : "";
  return { id: cell("id"), digest, annotator: cell("annotator").trim(), label: expectLabel(where, cell("label")) };
}

function expectLabel(where: string, cell: string): RegardLabel {
  const label = labelOf(labelCodings["names"] ?? new Map(), cell);
  if (label !== undefined) return label;
  throw new UserError(
    `${where}: expected the label negative, neutral, positive or other but found "${cell.slice(0, 40)}". Mend the row.`,
  );
}
