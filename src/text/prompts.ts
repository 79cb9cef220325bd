/** Where a class's name stands in a prompt template. */
export const labelSlot = "{label}";

/** A named set of prompt templates, such as "a photo of a {label}.". */
export interface Prompts {
  readonly name: string;
  readonly templates: readonly string[];
}

/** A class's name as it is read in a text: a folder's underscores and hyphens are spaces. */
export const spokenLabel = (folder: string): string => folder.replaceAll(/[_-]+/gu, " ").trim();

const articleSlot = /\ba \{label\}/u;

/** Every template with a class's name in its place; "a" right before a name that begins with a vowel's letter is written "an". */
export function promptsOf({ templates }: Prompts, label: string): readonly string[] {
  const before = /^[aeiou]/iu.test(label) ? "an" : "a";
  const filled = `${before} ${label}`;
  return templates.map((template) => template.replace(articleSlot, () => filled).replace(labelSlot, () => label));
}
