/** How a file keeps its rows: "text" is one text a line. */
export const tableFormats = ["csv", "tsv", "jsonl", "text"] as const;
export type TableFormat = (typeof tableFormats)[number];

/** A column a reader is asked for: its name (or its number from 1 where there is no heading), and the option that named it. */
export interface WantedColumn {
  readonly name: string;
  readonly flag: string;
}

/** How a table is read. */
export interface TableSettings {
  /** @default by the name's ending: .csv, .tsv, .tab, .jsonl, .ndjson, else one text a line */
  readonly format?: TableFormat | undefined;
  /** Whether the first row names the columns. @default true */
  readonly header?: boolean;
  /** Whether a cell may stand in quotation marks; otherwise they are plain characters. @default true */
  readonly quotes?: boolean;
}

/** A row's values in the order of the columns asked for. */
export interface FoundRow {
  /** Data rows of a table, lines of other files, from 1. */
  readonly row: number;
  readonly values: readonly string[];
}

/** Rows travel in batches of about this many: a promise a row would cost more than the reading. */
export const rowsInBatch = 1024;
