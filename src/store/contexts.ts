import { type Contexts, slot } from "../text/contexts.ts";
import { loadTemplates, type TemplateFiles, templateNames } from "./template-files.ts";

const files: TemplateFiles = { folder: "contexts", slot, stands: "demographic" };

/** The names of the shipped context files, in alphabetical order. */
export const contextNames = (): readonly string[] => templateNames(files);

/** Shipped contexts by name, or a CSV file with a column `template`. Throws UserError where there is none or a row cannot be used. */
export function loadContexts(nameOrFile: string): Contexts {
  const { name, rows } = loadTemplates(files, nameOrFile);
  const templates = rows.map(({ row, template, cell }) => ({
    row,
    template,
    bias: cell("bias"),
    source: cell("source"),
  }));
  return { name, templates };
}
