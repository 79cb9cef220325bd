import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { labelSlot, type Prompts } from "../text/prompts.ts";
import { nearest } from "../text/nearest.ts";
import { UserError } from "../text/user-error.ts";
import { explain } from "../wordlist/explain.ts";
import { levelOf } from "../wordlist/problem.ts";
import { readTable } from "../wordlist/read-table.ts";
import { packageRoot } from "./package-root.ts";
import { readSmallText } from "./small-text.ts";

const bundled = (): string => join(packageRoot(), "prompts");

/** The names of the shipped prompt files, in alphabetical order. */
export const promptNames = (): readonly string[] =>
  readdirSync(bundled())
    .filter((file) => file.endsWith(".csv"))
    .map((file) => file.slice(0, -".csv".length))
    .toSorted();

/** Shipped prompts by name, or a CSV file with a column `template` in which {label} stands for a class. Throws UserError where there is none or a row cannot be used. */
export function loadPrompts(nameOrFile: string): Prompts {
  const shipped = promptNames().includes(nameOrFile);
  const path = shipped ? join(bundled(), `${nameOrFile}.csv`) : nameOrFile;
  if (!existsSync(path)) {
    const guess = nearest(nameOrFile, promptNames());
    throw new UserError(
      `--prompts: expected shipped prompts (${promptNames().join(", ")}) or a CSV file but found "${nameOrFile}".${guess === undefined ? " Check the path." : ` Did you mean ${guess}?`}`,
    );
  }
  if (!statSync(path).isFile())
    throw new UserError(`${path}: expected a CSV file but found a folder. Name a file in it.`);
  return {
    name: shipped ? nameOrFile : basename(path).replace(/\.csv$/iu, ""),
    templates: templatesOf(path),
  };
}

function templatesOf(path: string): readonly string[] {
  const { header, rows, problems } = readTable(readSmallText(path), path);
  const broken = problems.find((problem) => levelOf(problem) === "error");
  if (broken !== undefined) {
    const { message, fix } = explain(broken);
    throw new UserError(`${message} ${fix}`);
  }
  const column = header.indexOf("template");
  if (column === -1)
    throw new UserError(`${path}: expected a column "template" but found ${header.join(", ")}. Rename a column.`);
  if (rows.length === 0) throw new UserError(`${path}: expected at least one template but found none. Add a row.`);
  return rows.map(({ row, cells }) => {
    const template = cells[column] ?? "";
    if (template.split(labelSlot).length === 2) return template;
    throw new UserError(
      `${path}, row ${row}: expected ${labelSlot} once in the template but found "${template}". Write it where the class stands.`,
    );
  });
}
