import { importForm } from "./forms.ts";

/** The lines of forms by the names of options: "--entry" is the line "Entry". */
const labels = new Map(importForm().fields.map(({ name, label }) => [name, label]));

const commands: readonly (readonly [RegExp, string])[] = [
  [/^words new --from /u, "A new list from "],
  [/^words new: /u, "A new list: "],
  [/^words import: /u, "Import: "],
];

/** What went wrong in the words of a form: where the command line has options, it has lines. */
export function inFormWords(message: string): string {
  const named = commands.reduce((text, [command, words]) => text.replace(command, words), message);
  return named.replace(/--([a-z]+)/gu, (option, name: string) => {
    const label = labels.get(name);
    return label === undefined ? option : `“${label}”`;
  });
}
