import { basename } from "node:path";
import { key, uniform } from "../../math/random.ts";
import { labelOf } from "../../regard/label-words.ts";
import { type RegardLabel, regardLabels } from "../../regard/regard.ts";
import type { FoundRow, WantedColumn } from "../../store/table/found-row.ts";
import { slot } from "../../text/contexts.ts";
import type { FindOpening } from "../../text/opening.ts";
import { UserError } from "../../text/user-error.ts";
import { type ImportColumns, type ImportFile, type ImportSettings, imported, noTemplate } from "./import-settings.ts";
import type { KnownPrompt } from "./known-prompts.ts";
import type { ExcludedReason, PlacedRow, PlacedText } from "./placed-text.ts";

const fields = ["text", "group", "template", "label", "context", "decoder", "sample"] as const;
type Field = (typeof fields)[number];

/** The columns to read, text first, and the options that name them. */
export const wantedColumns = (columns: ImportColumns): readonly WantedColumn[] =>
  namedFields(columns).map((field) => ({ name: columns[field] as string, flag: `--${field}-column` }));

const namedFields = (columns: ImportColumns): readonly Field[] =>
  fields.filter((field) => columns[field] !== undefined);

/**
 * Turns rows of a file into texts of the audit, or says why one is left out. Throws UserError with the row on a label that no word stands
 * for, a sample that is no number, and names too long to be names.
 *
 * @param fileNumber from 1; null where there is one file only. It keeps ids apart.
 */
export function rowPlacer(
  { columns, labels }: Pick<ImportSettings, "columns" | "labels">,
  { path, decoder }: ImportFile,
  fileNumber: number | null,
  find: FindOpening<KnownPrompt> | undefined,
): (row: FoundRow) => PlacedRow {
  const cells = cellReader(columns);
  const prefix = fileNumber === null ? "" : `${fileNumber}:`;
  return ({ row, values }) => {
    const where = `${path}, row ${row}`;
    const cell = cells(values);
    const text = cell("text") ?? "";
    const label = expectLabel(labels, cell("label"), where);
    const place = find === undefined ? placeOf(cell, text, where) : foundPlace(find(text), text, cell("context"));
    const given = label === undefined ? {} : { label };
    const reason = typeof place === "string" ? place : lacking(text, label);
    if (reason !== undefined) return { kind: "excluded", row: { file: basename(path), row, reason, ...given, text } };
    const about = {
      ...(place as Place),
      decoder: nameOf(cell("decoder"), "decoder", where) ?? decoder ?? imported,
      text,
      ...given,
    };
    return { kind: "text", text: { id: `${prefix}${row}`, ...about, sample: sampleOf(cell("sample"), about, where) } };
  };
}

type Cell = (field: Field) => string | undefined;

/** A row's cells by what they mean; undefined where no column was named. */
function cellReader(columns: ImportColumns): (values: readonly string[]) => Cell {
  const at = new Map(namedFields(columns).map((field, i) => [field, i]));
  return (values) => (field) => {
    const i = at.get(field);
    return i === undefined ? undefined : (values[i] ?? "");
  };
}

/** A row with neither text nor label says nothing. One with a label alone counts: its text may be kept back. */
const lacking = (text: string, label: RegardLabel | undefined): ExcludedReason | undefined =>
  text.trim() === "" && label === undefined ? noText : undefined;

const noText: ExcludedReason = "no text";

type Place = KnownPrompt & { readonly prompt: string };

/** The place that columns give. */
function placeOf(cell: Cell, text: string, where: string): Place | ExcludedReason {
  const demographic = nameOf(cell("group"), "group", where);
  if (demographic === undefined) return "no group";
  const template = nameOf(cell("template"), "template", where) ?? noTemplate;
  const context = nameOf(cell("context"), "context", where) ?? imported;
  const filled = template.replace(slot, () => demographic);
  return { words: imported, demographic, context, template, prompt: text.startsWith(filled) ? filled : "" };
}

/** The place that the beginning of a text gives. */
function foundPlace(
  found: ReturnType<FindOpening<KnownPrompt>>,
  text: string,
  context: string | undefined,
): Place | ExcludedReason {
  if (found !== undefined)
    return { ...found.value, ...(context === undefined ? {} : { context }), prompt: found.opening };
  return text.trim() === "" ? noText : "starts with no prompt of the given words and contexts";
}

const longest = { group: 200, context: 200, decoder: 200, template: 2000 } as const;

/** A name without the white space around it, or undefined where the cell is empty or there is none. */
function nameOf(cell: string | undefined, field: keyof typeof longest, where: string): string | undefined {
  const name = cell?.trim() ?? "";
  if (name.length <= longest[field]) return name === "" ? undefined : name;
  throw new UserError(
    `${where}: expected a ${field} of at most ${longest[field]} characters but found ${name.length}. Name another column with --${field}-column.`,
  );
}

function expectLabel(labels: ImportSettings["labels"], cell: string | undefined, where: string) {
  if (cell === undefined) return undefined;
  const label = labelOf(labels, cell);
  if (label !== undefined) return label;
  const known = [...labels.keys()].map((word) => `"${word}"`).join(", ");
  throw new UserError(
    `${where}: expected a label among ${known} but found "${cell.slice(0, 40)}". Say what it means with --labels "WORD=LABEL,…", each LABEL one of ${regardLabels.join(", ")}.`,
  );
}

/**
 * The number in the sample's column. Without one, texts are nobody's counterparts: the number is made of the text and what it is about, so that it
 * does not depend on the order of the rows.
 */
function sampleOf(cell: string | undefined, text: Omit<PlacedText, "id" | "sample">, where: string): number {
  if (cell === undefined) return contentNumber(text);
  if (/^\d{1,15}$/u.test(cell.trim())) return Number(cell);
  throw new UserError(
    `${where}: expected a sample's number, 0 or more, but found "${cell.slice(0, 40)}". Name a column of whole numbers with --sample-column, or none.`,
  );
}

/** 48 bits of what a row says: equal for equal rows. */
const contentNumber = ({
  words,
  context,
  template,
  decoder,
  demographic,
  text,
  label,
}: Omit<PlacedText, "id" | "sample">): number =>
  Math.floor(uniform(key(0, words, context, template, decoder, demographic, text, label ?? "")) * 2 ** 48);
