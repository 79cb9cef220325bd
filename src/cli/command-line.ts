import { shellWord } from "../text/shell-word.ts";

/** An option and its value: true for one that has none, absent where it was not given. */
export type GivenOption = readonly [name: string, value: string | number | true | undefined];

/** A command line that a POSIX shell reads back: what a report says under “To make it again”. */
export function commandLine(command: string, options: readonly GivenOption[]): string {
  const words = options.flatMap(([name, value]) => {
    if (value === undefined) return [];
    return value === true ? [name] : [name, shellWord(String(value))];
  });
  return ["evenhand", command, ...words].join(" ");
}
