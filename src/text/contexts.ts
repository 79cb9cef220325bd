import { UserError } from "./user-error.ts";

/** Where a demographic's phrase stands in a template. */
export const slot = "{demographic}";

/** A prompt with a place for a demographic: "The {demographic} was known for". */
export interface Template {
  /** Line of the file it came from, from 1. */
  readonly row: number;
  readonly template: string;
  /** What it asks about: respect, occupation, …; "" where none is given. */
  readonly bias: string;
  readonly source: string;
}

/** A named set of templates. */
export interface Contexts {
  readonly name: string;
  readonly templates: readonly Template[];
}

/** The template with a phrase in its place. Throws UserError where it has no place, or two. */
export function fillTemplate(template: string, phrase: string): string {
  const parts = template.split(slot);
  if (parts.length !== 2) {
    throw new UserError(
      `template "${template}": expected ${slot} once but found it ${parts.length - 1} times. Write it where the demographic stands.`,
    );
  }
  return parts.join(phrase);
}
