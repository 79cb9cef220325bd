/** x with matrix · x = right, by Gauss's elimination with pivots; null where the matrix is singular. Cost: rows³. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] | null {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const scale = Math.max(...rows.map((row, i) => Math.abs(row[i] ?? 0)));
  for (let column = 0; column < rows.length; column++) {
    const below = rows.slice(column).map((row) => Math.abs(row[column] ?? 0));
    const pivot = column + below.indexOf(Math.max(...below));
    const row = rows[pivot] as number[];
    if (!(Math.abs(row[column] as number) > 1e-12 * scale)) return null;
    rows[pivot] = rows[column] as number[];
    rows[column] = row;
    for (const [i, other] of rows.entries()) if (i !== column) eliminate(other, row, column);
  }
  return rows.map((row, i) => (row[rows.length] as number) / (row[i] as number));
}

/** Takes so much of `row` from `other` that its number in `column` becomes 0. */
function eliminate(other: number[], row: readonly number[], column: number): void {
  const factor = (other[column] as number) / (row[column] as number);
  for (let j = column; j < other.length; j++) other[j] = (other[j] as number) - factor * (row[j] as number);
}
