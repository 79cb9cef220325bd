/** A piece of text. `foreign` may hold anything and is made harmless by whoever renders it; the rest is ours. */
export type Inline = string | { readonly foreign: string } | { readonly strong: string } | { readonly code: string };
export type Line = Inline | readonly Inline[];

export interface Column {
  readonly title: string;
  /** Numbers stand on the right. */
  readonly isNumber?: boolean;
}

export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: Line }
  | { readonly kind: "paragraph"; readonly text: Line }
  | { readonly kind: "list"; readonly items: readonly Line[] }
  | { readonly kind: "table"; readonly columns: readonly Column[]; readonly rows: readonly (readonly Line[])[] }
  /** A command or another verbatim text, on one line. */
  | { readonly kind: "command"; readonly text: string };

/** A report of headings, paragraphs and tables, which renders as Markdown, HTML and for the terminal. */
export type Document = readonly Block[];

export const heading = (level: 1 | 2 | 3, text: Line): Block => ({ kind: "heading", level, text });
export const paragraph = (...text: readonly Inline[]): Block => ({ kind: "paragraph", text });
export const list = (items: readonly Line[]): Block => ({ kind: "list", items });
export const foreign = (text: string): Inline => ({ foreign: text });
export const inlines = (line: Line): readonly Inline[] => (isMany(line) ? line : [line]);

const isMany = (line: Line): line is readonly Inline[] => Array.isArray(line);

/** Names between commas. */
export const named = (names: readonly string[]): readonly Inline[] =>
  names.flatMap((name, i) => (i === 0 ? [foreign(name)] : [", ", foreign(name)]));

/** How one column is filled from a row of data; a title that ends in "#" is one of numbers. */
export type Fill<T> = readonly [title: string, cell: (row: T) => Line];

/** Tables longer than this are cut: the rest is in the CSV files. */
const longest = 200;

/**
 * A table with a row for each item, or a sentence where there is none.
 *
 * @param rest where the rows are that a long table leaves out: "contrasts.csv"
 */
export function tableOf<T>(items: readonly T[], fills: readonly Fill<T>[], none: string, rest: string): Document {
  if (items.length === 0) return [paragraph(none)];
  const shown: Block = {
    kind: "table",
    columns: fills.map(([title]) => ({ title: title.replace(/#$/u, ""), isNumber: title.endsWith("#") })),
    rows: items.slice(0, longest).map((item) => fills.map(([, cell]) => cell(item))),
  };
  return items.length <= longest ? [shown] : [shown, paragraph(`${items.length - longest} more rows are in ${rest}.`)];
}
