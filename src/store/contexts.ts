import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { type Contexts, slot, type Template } from "../text/contexts.ts";
import { nearest } from "../text/nearest.ts";
import { UserError } from "../text/user-error.ts";
import { explain } from "../wordlist/explain.ts";
import { levelOf } from "../wordlist/problem.ts";
import { readTable, type Table } from "../wordlist/read-table.ts";
import { packageRoot } from "./package-root.ts";
import { readSmallText } from "./small-text.ts";

const bundled = (): string => join(packageRoot(), "contexts");

/** The names of the shipped context files, in alphabetical order. */
export const contextNames = (): readonly string[] =>
  readdirSync(bundled())
    .filter((file) => file.endsWith(".csv"))
    .map((file) => file.slice(0, -".csv".length))
    .toSorted();

/** Shipped contexts by name, or a CSV file with a column `template`. Throws UserError where there is none or a row cannot be used. */
export function loadContexts(nameOrFile: string): Contexts {
  const shipped = contextNames().includes(nameOrFile);
  const path = shipped ? join(bundled(), `${nameOrFile}.csv`) : nameOrFile;
  if (!existsSync(path)) {
    const names = contextNames();
    const guess = nearest(nameOrFile, names);
    throw new UserError(
      `--contexts: expected shipped contexts (${names.join(", ")}) or a CSV file but found "${nameOrFile}".${guess === undefined ? " Check the path." : ` Did you mean ${guess}?`}`,
    );
  }
  if (!statSync(path).isFile())
    throw new UserError(`${path}: expected a CSV file but found a folder. Name a file in it.`);
  const name = shipped ? nameOrFile : basename(path).replace(/\.csv$/iu, "");
  return { name, templates: templatesOf(readTable(readSmallText(path), path), path) };
}

function templatesOf({ header, rows, problems }: Table, path: string): readonly Template[] {
  const broken = problems.find((problem) => levelOf(problem) === "error");
  if (broken !== undefined) {
    const { message, fix } = explain(broken);
    throw new UserError(`${message} ${fix}`);
  }
  const [template, bias, source] = ["template", "bias", "source"].map((column) => header.indexOf(column)) as [
    number,
    number,
    number,
  ];
  if (template === -1)
    throw new UserError(`${path}: expected a column "template" but found ${header.join(", ")}. Rename a column.`);
  if (rows.length === 0) throw new UserError(`${path}: expected at least one template but found none. Add a row.`);
  return rows.map(({ row, cells }) => {
    const text = cells[template] ?? "";
    if (text.split(slot).length !== 2) {
      throw new UserError(
        `${path}, row ${row}: expected ${slot} once in the template but found "${text}". Write it where the demographic stands.`,
      );
    }
    return { row, template: text, bias: cells[bias] ?? "", source: cells[source] ?? "" };
  });
}
