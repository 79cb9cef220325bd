import type { AuditResult } from "../audit/result/audit-result.ts";

export type Value = string | number | boolean | null;

/** A table with a row for each item of the record and a column for each of its figures. */
export interface TidyTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

type Row = Readonly<Record<string, Value>>;

/**
 * The record as tables: "cells" and "templates" (shares as counted), "contrasts", "spreads", "verdicts" and so on. Nested figures get names such
 * as "difference_low"; lists of numbers get a column each, lists of words are joined by blanks.
 */
export function tidyTables(result: AuditResult): readonly TidyTable[] {
  const { classifier } = result;
  const tables: readonly (readonly [string, readonly object[]])[] = [
    ["verdicts", result.verdicts],
    ["cells", result.cells.map((cell) => ({ ...cell, byTemplate: undefined }))],
    ["templates", result.cells.flatMap(templatesOf)],
    ["spreads", result.spreads],
    ["contrasts", result.contrasts],
    ["effects", result.effects],
    ["shifts", result.shifts],
    ["quality", result.quality],
    ["divergences", result.divergences],
    ["similarities", result.similarities],
    ["certificates", result.certificates],
    ["swap", classifier?.swap ?? []],
    ["leak", classifier?.leak ?? []],
    ["agreement", classifier?.maskedAgainstUnmasked ?? []],
    ["people", classifier?.people?.perDemographic ?? []],
  ];
  return tables.filter(([, items]) => items.length > 0).map(([name, items]) => tableOf(name, items));
}

const templatesOf = ({ words, context, decoder, view, demographic, byTemplate }: AuditResult["cells"][number]) =>
  byTemplate.map((row) => ({ words, context, decoder, view, demographic, ...row }));

/** Columns in the order in which the rows first name them: a figure that some rows lack is empty there. */
function tableOf(name: string, items: readonly object[]): TidyTable {
  const flat = items.map((item) => flattened(item, ""));
  const columns = [...new Set(flat.flatMap((row) => Object.keys(row)))];
  return { name, columns, rows: flat.map((row) => columns.map((column) => row[column] ?? null)) };
}

function flattened(value: unknown, name: string): Row {
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === "string")
      ? { [name]: value.join(" ") }
      : Object.assign({}, ...value.map((item, i) => flattened(item, `${name}_${i + 1}`)));
  }
  if (typeof value === "object" && value !== null) {
    const parts = Object.entries(value).map(([key, inner]) =>
      flattened(inner, name === "" ? snake(key) : `${name}_${snake(key)}`),
    );
    return Object.assign({}, ...parts);
  }
  return isValue(value) ? { [name]: value } : {};
}

const isValue = (value: unknown): value is Value =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** "meanRegard" → "mean_regard". */
const snake = (name: string) => name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
