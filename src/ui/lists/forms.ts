import type { Key } from "../kernel/key.ts";
import { type LineEdit, lineEdit, lineText, typeKey } from "../kernel/line-edit.ts";

/** What a form is for. */
export type FormKind = "nothing" | "template" | "import" | "open";

/** A line to fill in. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  /** What may stand here. */
  readonly about: string;
  readonly line: LineEdit;
}

/** A few lines that are filled in one after the other. */
export interface Form {
  readonly kind: FormKind;
  readonly title: string;
  readonly fields: readonly FormField[];
  /** The line with the cursor. */
  readonly at: number;
  /** For "template": the list to begin from. */
  readonly from?: string;
}

const field = (name: string, label: string, about: string, text = ""): FormField => ({
  name,
  label,
  about,
  line: lineEdit(text),
});

const folder = (text: string) => field("folder", "New folder", "where the list will be; it must not exist yet", text);
const title = (text = "") => field("title", "Title", "what the list is called; may stay empty", text);
const source = field("source", "Source", "who made the list, out of what; may stay empty");
const licence = field("licence", "Licence", "on what terms others may use it; may stay empty");

/** A list with one orbit, the demographics' names. */
export const newForm = (): Form => ({
  kind: "nothing",
  title: "A new list from nothing",
  fields: [
    field("demographics", "Demographics", "two or more, with commas between: old, young"),
    folder("my-list"),
    title(),
    source,
    licence,
  ],
  at: 0,
});

/** A copy of a list under a name of its own. */
export const templateForm = (name: string, what: string, listTitle: string): Form => ({
  kind: "template",
  title: `A new list from ${name}`,
  from: what,
  fields: [
    folder(`my-${name}`),
    title(listTitle),
    field("demographics", "Demographics", "other names for its columns, with commas between; empty keeps them"),
  ],
  at: 0,
});

/** A list out of files that somebody else made. */
export const importForm = (): Form => ({
  kind: "import",
  title: "Import a list",
  fields: [
    field("paths", "File", "CSV or TSV of counterparts, JSON; or one plain file a demographic, with commas between"),
    field("demographics", "Demographics", "in the order of the columns: man, woman"),
    folder("imported"),
    field("format", "Form", "csv, tsv, json, holisticbias, columns; empty goes by the file's name"),
    field("entry", "Entry", "for JSON of several lists: which; may stay empty"),
    field("heading", "Heading", "yes where the first row names the columns"),
    source,
    licence,
  ],
  at: 0,
});

/** A list anywhere on the disk. */
export const openForm = (): Form => ({
  kind: "open",
  title: "Open a list",
  fields: [field("folder", "Folder", "that holds list.json and equality.csv")],
  at: 0,
});

/** What stands in the lines, by their names; empty ones are left away. */
export function formValues({ fields }: Form): Readonly<Record<string, string>> {
  const filled = fields.map(({ name, line }) => [name, lineText(line).trim()] as const);
  return Object.fromEntries(filled.filter(([, text]) => text !== ""));
}

/** The form after a key: Enter goes to the next line, and at the last one is done; arrows and Tab go between lines. */
export function stepForm(form: Form, key: Key): { readonly form: Form; readonly isDone: boolean } {
  const last = form.fields.length - 1;
  const to = (at: number) => ({ form: { ...form, at: Math.max(0, Math.min(last, at)) }, isDone: false });
  if (key.kind === "named") {
    if (key.name === "enter" && form.at === last) return { form, isDone: true };
    if (key.name === "enter" || key.name === "down" || key.name === "tab") return to(form.at + 1);
    if (key.name === "up" || key.name === "back-tab") return to(form.at - 1);
  }
  const fields = form.fields.map((one, i) => (i === form.at ? { ...one, line: typeKey(one.line, key) } : one));
  return { form: { ...form, fields }, isDone: key.kind === "control" && key.letter === "s" };
}
