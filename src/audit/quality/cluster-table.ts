import { byText } from "../../text/by-text.ts";

/** Sums by cluster, one row a cluster: rows × columns numbers in one array that doubles as it fills. Memory: 8 bytes a number and the names. */
export interface ClusterTable {
  readonly columns: number;
  readonly rows: Map<string, number>;
  values: Float64Array;
}

export function clusterTable(columns: number): ClusterTable {
  return { columns, rows: new Map(), values: new Float64Array(columns * 4) };
}

/** Where a cluster's numbers begin in `values`; a new cluster's are 0. */
export function rowOf(table: ClusterTable, cluster: string): number {
  const { rows, columns } = table;
  const known = rows.get(cluster);
  if (known !== undefined) return known * columns;
  const at = rows.size * columns;
  rows.set(cluster, rows.size);
  if (at + columns > table.values.length) {
    const larger = new Float64Array(2 * table.values.length);
    larger.set(table.values);
    table.values = larger;
  }
  return at;
}

/** The columns of a table, their rows in the order of the clusters' names: sums over them do not depend on the order in which clusters were met. */
export function columnsOf({ rows, columns, values }: ClusterTable): (at: number) => Float64Array {
  const order = [...rows].sort(([a], [b]) => byText(a, b)).map(([, row]) => row);
  return (at) => Float64Array.from(order, (row) => values[row * columns + at] ?? 0);
}

/** Tables of one kind one below the other; clusters of equal name in two tables stay two. */
export function stackTables(tables: readonly ClusterTable[]): ClusterTable {
  const stacked = clusterTable(tables[0]?.columns ?? 0);
  for (const [i, { rows, columns, values }] of tables.entries()) {
    for (const [cluster, row] of rows) {
      const to = rowOf(stacked, `${i} ${cluster}`);
      stacked.values.set(values.subarray(row * columns, (row + 1) * columns), to);
    }
  }
  return stacked;
}
