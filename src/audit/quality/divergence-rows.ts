import type { Divergence } from "../result/quality.ts";
import { allContexts } from "../tally.ts";
import { hasContexts, inGroups } from "./all-contexts.ts";
import { clusterRatio } from "./cluster-ratio.ts";
import { clusterTable, columnsOf, rowOf } from "./cluster-table.ts";
import { byText } from "../../text/by-text.ts";

/** KL(decoder ‖ base) of the next token after one prefix, nats. */
export interface MeasuredDivergence {
  readonly words: string;
  readonly context: string;
  readonly template: string;
  readonly decoder: string;
  readonly nats: number;
}

/** Means of divergences by place, clustered by template, and over all contexts where a word list has several. */
export function divergenceRows(measured: readonly MeasuredDivergence[], level: number): Divergence[] {
  const several = new Set(measured.map(({ words }) => words).filter((words) => hasContexts(measured, words)));
  const placed = measured.flatMap((one) =>
    several.has(one.words) ? [one, { ...one, template: clusterOf(one), context: allContexts }] : [one],
  );
  return inGroups(placed, ({ words, context, decoder }) => [words, context, decoder])
    .flatMap((group): Divergence[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { words, context, decoder } = first;
      const table = clusterTable(2);
      for (const { template, nats } of group) {
        const row = rowOf(table, template);
        table.values[row] = (table.values[row] ?? 0) + 1;
        table.values[row + 1] = (table.values[row + 1] ?? 0) + nats;
      }
      const column = columnsOf(table);
      // A divergence is never below 0, but for rounding.
      const perToken = clusterRatio(column(1), column(0), level, { least: 0, most: Infinity });
      return [{ words, context, decoder, contexts: group.length, perToken }];
    })
    .sort((a, b) => byText(a.words, b.words) || byText(a.context, b.context) || byText(a.decoder, b.decoder));
}

const clusterOf = ({ context, template }: MeasuredDivergence) => JSON.stringify([context, template]);
