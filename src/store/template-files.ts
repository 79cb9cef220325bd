import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { nearest } from "../text/nearest.ts";
import { UserError } from "../text/user-error.ts";
import { explain } from "../wordlist/explain.ts";
import { levelOf } from "../wordlist/problem.ts";
import { readTable, type Table } from "../wordlist/read-table.ts";
import { packageRoot } from "./package-root.ts";
import { readSmallText } from "./small-text.ts";

/** Files of templates of one kind: CSV files with a column `template`, some of them shipped. */
export interface TemplateFiles {
  /** The shipped folder; the option that names a file is called the same. */
  readonly folder: "contexts" | "prompts";
  /** What a template has once, and what stands there. */
  readonly slot: string;
  readonly stands: string;
}

/** A row of such a file. */
export interface TemplateRow {
  /** Line of the file, from 1. */
  readonly row: number;
  readonly template: string;
  /** What another column says; empty where there is none. */
  readonly cell: (column: string) => string;
}

const bundled = ({ folder }: TemplateFiles): string => join(packageRoot(), folder);

/** The names of the shipped files, in alphabetical order. */
export const templateNames = (kind: TemplateFiles): readonly string[] =>
  readdirSync(bundled(kind))
    .filter((file) => file.endsWith(".csv"))
    .map((file) => file.slice(0, -".csv".length))
    .toSorted();

/** A shipped file by its name, or any by its path. Throws UserError where there is none or a row cannot be used. */
export function loadTemplates(
  kind: TemplateFiles,
  nameOrFile: string,
): { readonly name: string; readonly rows: readonly TemplateRow[] } {
  const names = templateNames(kind);
  const shipped = names.includes(nameOrFile);
  const path = shipped ? join(bundled(kind), `${nameOrFile}.csv`) : nameOrFile;
  if (!existsSync(path)) {
    const guess = nearest(nameOrFile, names);
    throw new UserError(
      `--${kind.folder}: expected shipped ${kind.folder} (${names.join(", ")}) or a CSV file but found "${nameOrFile}".${guess === undefined ? " Check the path." : ` Did you mean ${guess}?`}`,
    );
  }
  if (!statSync(path).isFile())
    throw new UserError(`${path}: expected a CSV file but found a folder. Name a file in it.`);
  const name = shipped ? nameOrFile : basename(path).replace(/\.csv$/iu, "");
  return { name, rows: rowsOf(readTable(readSmallText(path), path), path, kind) };
}

function rowsOf(
  { header, rows, problems }: Table,
  path: string,
  { slot, stands }: TemplateFiles,
): readonly TemplateRow[] {
  const broken = problems.find((problem) => levelOf(problem) === "error");
  if (broken !== undefined) {
    const { message, fix } = explain(broken);
    throw new UserError(`${message} ${fix}`);
  }
  if (!header.includes("template"))
    throw new UserError(`${path}: expected a column "template" but found ${header.join(", ")}. Rename a column.`);
  if (rows.length === 0) throw new UserError(`${path}: expected at least one template but found none. Add a row.`);
  return rows.map(({ row, cells }) => {
    const cell = (column: string): string => cells[header.indexOf(column)] ?? "";
    const template = cell("template");
    if (template.split(slot).length === 2) return { row, template, cell };
    throw new UserError(
      `${path}, row ${row}: expected ${slot} once in the template but found "${template}". Write it where the ${stands} stands.`,
    );
  });
}
