import type { Cell } from "../result/cell.ts";
import type { Measure } from "../result/interval.ts";
import { type ClusteredRatio, clusteredRatio } from "../statistics/clustered-ratio.ts";

type TemplateCounts = Cell["byTemplate"][number];

/** A template's name among those of a cell. */
export const templateKey = ({ context, template }: TemplateCounts): string => JSON.stringify([context ?? "", template]);

/**
 * A cell's figure as a ratio clustered by template, templates numbered as in `keys`. Null where the cell has no text that the measure counts.
 * Mean regard leaves "other" out of its denominator.
 */
export function templateRatio(cell: Cell, measure: Measure, keys: readonly string[]): ClusteredRatio | null {
  const rows = new Map(cell.byTemplate.map((row) => [templateKey(row), row]));
  const counts = keys.map((key) => {
    const row = rows.get(key);
    return row === undefined ? [0, 0] : fraction(row, measure);
  });
  return clusteredRatio(
    Float64Array.from(counts, ([top = 0]) => top),
    Float64Array.from(counts, ([, bottom = 0]) => bottom),
    Uint8Array.from(keys, (key) => (rows.has(key) ? 1 : 0)),
  );
}

const fraction = (row: TemplateCounts, measure: Measure): readonly [number, number] =>
  measure === "regard"
    ? [row.positive - row.negative, row.positive + row.neutral + row.negative]
    : [row[measure], row.texts];
