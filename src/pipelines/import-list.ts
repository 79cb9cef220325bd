import { readForeignFile } from "../store/list-files.ts";
import { type ForeignFormat, foreignFormatOf } from "../wordlist/author/foreign-format.ts";
import { formatLeft, type ImportedList, importDraft, leftFile } from "../wordlist/author/import-draft.ts";
import { type ForeignRows, readForeign } from "../wordlist/author/read-foreign.ts";

/** What was read of somebody else's list. */
export interface ForeignList {
  readonly found: ForeignRows;
  /** The names of the files. */
  readonly names: string;
}

/** Reads the files of a list that somebody else made, by default as their endings say. Throws UserError where they have another form. */
export function readForeignList(
  paths: readonly string[],
  options: { readonly format?: ForeignFormat; readonly entry?: string; readonly hasHeading?: boolean },
): ForeignList {
  const files = paths.map(readForeignFile);
  return {
    found: readForeign(options.format ?? foreignFormatOf(paths), files, options),
    names: files.map(({ name }) => name).join(", "),
  };
}

/** What its author says of an imported list; what is missing is told by the files' names. */
export interface AboutImport {
  readonly demographics?: readonly string[];
  readonly title?: string;
  readonly source?: string;
  readonly licence?: string;
  readonly prefer?: "none" | "first";
}

/** The draft, what could not be placed, and the file that keeps it beside the list. Throws UserError where the demographics are not named. */
export function importList(
  { found, names }: ForeignList,
  about: AboutImport,
): ImportedList & { readonly beside: Readonly<Record<string, string>> } {
  const { draft, left } = importDraft(found, {
    title: about.title ?? `Imported from ${names}`,
    demographics: about.demographics ?? [],
    source: about.source ?? names,
    licence: about.licence ?? "unstated",
    case: "variants",
    severalTokens: "general",
    prefer: about.prefer ?? "none",
  });
  return { draft, left, beside: left.length === 0 ? {} : { [leftFile]: formatLeft(left) } };
}
