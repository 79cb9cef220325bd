import type { LabelWords } from "../../regard/label-words.ts";
import type { TableSettings } from "../../store/table/found-row.ts";

/** A file of texts. `decoder` names what wrote them, where no column does. */
export interface ImportFile {
  readonly path: string;
  readonly decoder: string | null;
}

/** Which column holds what: a name, or a number from 1 where the file has no heading. */
export interface ImportColumns {
  readonly text: string;
  readonly group?: string | undefined;
  readonly template?: string | undefined;
  readonly label?: string | undefined;
  readonly context?: string | undefined;
  readonly decoder?: string | undefined;
  readonly sample?: string | undefined;
}

/** How files are read as texts of an audit. */
export interface ImportSettings {
  readonly files: readonly ImportFile[];
  readonly columns: ImportColumns;
  readonly table: TableSettings;
  readonly labels: LabelWords;
  /** Word lists as `--words` names them: their demographics are masked, and looked for where no column names the group. */
  readonly words?: string | undefined;
  /** Contexts whose templates are looked for at the start of each text; only without a group column. */
  readonly contexts: readonly string[];
}

/** What a text is about where nothing says so: the words, context or decoder "imported"; one template for all. */
export const imported = "imported";
export const noTemplate = "(no template)";
