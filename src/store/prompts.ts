import { labelSlot, type Prompts } from "../text/prompts.ts";
import { loadTemplates, type TemplateFiles, templateNames } from "./template-files.ts";

const files: TemplateFiles = { folder: "prompts", slot: labelSlot, stands: "class" };

/** The names of the shipped prompt files, in alphabetical order. */
export const promptNames = (): readonly string[] => templateNames(files);

/** Shipped prompts by name, or a CSV file with a column `template` in which {label} stands for a class. Throws UserError where there is none or a row cannot be used. */
export function loadPrompts(nameOrFile: string): Prompts {
  const { name, rows } = loadTemplates(files, nameOrFile);
  return { name, templates: rows.map(({ template }) => template) };
}
