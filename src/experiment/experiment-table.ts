import { z } from "zod";
import { type Accuracy, accuracyOf, accuracySchema } from "./accuracy.ts";
import {
  agrees,
  type Evaluation,
  type Published,
  publishedSchema,
  type Settings,
  settingsSchema,
} from "./evaluation.ts";

export const tableCellSchema = z.object({
  settings: settingsSchema,
  /** Null where nothing was measured. */
  ours: accuracySchema.nullable(),
  /** Null where the publication has no such figure. */
  published: publishedSchema.nullable(),
});
/** One cell: what we measured beside what was published. */
export type TableCell = Readonly<z.infer<typeof tableCellSchema>>;

export const experimentTableSchema = z.object({
  title: z.string(),
  /** Names of the settings that a row is told by, and their values row by row. */
  rowSettings: z.array(z.string()),
  rows: z.array(settingsSchema),
  /** The headings' settings, in order from the left. */
  columns: z.array(z.object({ title: z.string(), settings: settingsSchema })),
  /** cells[row][column]. */
  cells: z.array(z.array(tableCellSchema)),
});
/** A table of accuracies. */
export type ExperimentTable = Readonly<z.infer<typeof experimentTableSchema>>;

export interface TableDesign {
  readonly title: string;
  readonly rowSettings: readonly string[];
  readonly rows: readonly Settings[];
  readonly columns: readonly { readonly title: string; readonly settings: Settings }[];
}

/**
 * The table of a design: each cell takes the evaluations, and the published figure, that agree with its row's and its column's settings.
 * Throws RangeError where a cell has two evaluations of one seed, or two published figures: the design then leaves out a setting.
 */
export function experimentTable(
  design: TableDesign,
  evaluations: readonly Evaluation[],
  published: readonly Published[] = [],
  level = 0.95,
): ExperimentTable {
  const cell = (settings: Settings): TableCell => {
    const measured = evaluations.filter((evaluation) => agrees(evaluation.settings, settings));
    const figures = published.filter((figure) => agrees(figure.settings, settings));
    if (figures.length > 1)
      throw new RangeError(`Expected one published figure for ${inWords(settings)} but found ${figures.length}.`);
    return { settings, ours: oursOf(measured, settings, level), published: figures[0] ?? null };
  };
  return {
    title: design.title,
    rowSettings: [...design.rowSettings],
    rows: [...design.rows],
    columns: [...design.columns],
    cells: design.rows.map((row) => design.columns.map((column) => cell({ ...row, ...column.settings }))),
  };
}

function oursOf(measured: readonly Evaluation[], settings: Settings, level: number): Accuracy | null {
  if (measured.length === 0) return null;
  try {
    return accuracyOf(measured, level);
  } catch (error) {
    throw new RangeError(`${inWords(settings)}: ${(error as Error).message}`, { cause: error });
  }
}

const inWords = (settings: Settings) =>
  Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

/** The settings of the cells in which nothing was measured, row by row. */
export const missingCells = ({ cells }: ExperimentTable): readonly Settings[] =>
  cells.flat().flatMap(({ ours, settings }) => (ours === null ? [settings] : []));

/** The table with the figures that `earlier` tables have of the same settings where it has none itself. */
export const withEarlierFigures = (table: ExperimentTable, earlier: readonly ExperimentTable[]): ExperimentTable => {
  const known = earlier.flatMap(({ cells }) => cells.flat());
  return {
    ...table,
    cells: table.cells.map((row) =>
      row.map((cell) => {
        const same = known.find(({ settings }) => agrees(settings, cell.settings) && agrees(cell.settings, settings));
        return { ...cell, ours: cell.ours ?? same?.ours ?? null };
      }),
    ),
  };
};
