import { random } from "./random.ts";

/** A sparse matrix by rows. */
export interface SparseMatrix {
  readonly columns: number;
  readonly rows: readonly { readonly at: Int32Array; readonly values: Float32Array }[];
}

/**
 * The leading left singular vectors, times the square roots of their singular values: shape (rows, rank). By subspace iteration from a random start, `passes` times, over
 * `rank + 12` directions, then an exact turn to the singular directions. Cost: about 4·(passes + 1)·entries·rank operations.
 */
export function singularVectors(matrix: SparseMatrix, rank: number, passes: number, seed: number): Float32Array {
  const width = rank + 12;
  const count = matrix.rows.length;
  const chance = random(seed);
  let right: Float32Array = Float32Array.from({ length: matrix.columns * width }, () => chance() - 0.5);
  let left = times(matrix, right, width);
  for (let pass = 0; pass < passes; pass++) {
    orthonormalize(left, count, width);
    right = timesTransposed(matrix, left, width);
    orthonormalize(right, matrix.columns, width);
    left = times(matrix, right, width);
  }
  const { values, vectors } = eigen(gram(left, count, width), width);
  const order = Array.from(values.keys())
    .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0))
    .slice(0, rank);
  const result = new Float32Array(count * rank);
  for (let row = 0; row < count; row++) {
    for (const [j, direction] of order.entries()) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += (left[row * width + i] ?? 0) * (vectors[i * width + direction] ?? 0);
      result[row * rank + j] = sum / Math.sqrt(Math.sqrt(values[direction] ?? 1));
    }
  }
  return result;
}

/** M·B, shape (rows, width). */
function times({ rows }: SparseMatrix, right: Float32Array, width: number): Float32Array {
  const product = new Float32Array(rows.length * width);
  for (const [row, { at, values }] of rows.entries()) addScaledRows(product, row * width, right, at, values, width);
  return product;
}

function addScaledRows(
  to: Float32Array,
  start: number,
  from: Float32Array,
  at: Int32Array,
  values: Float32Array,
  width: number,
): void {
  for (let entry = 0; entry < at.length; entry++) {
    const source = (at[entry] ?? 0) * width;
    const value = values[entry] ?? 0;
    for (let j = 0; j < width; j++) to[start + j] = (to[start + j] ?? 0) + value * (from[source + j] ?? 0);
  }
}

/** Mᵀ·Y, shape (columns, width). */
function timesTransposed({ rows, columns }: SparseMatrix, left: Float32Array, width: number): Float32Array {
  const product = new Float32Array(columns * width);
  for (const [row, { at, values }] of rows.entries()) {
    const source = left.subarray(row * width, (row + 1) * width);
    for (let entry = 0; entry < at.length; entry++) {
      const start = (at[entry] ?? 0) * width;
      const value = values[entry] ?? 0;
      for (let j = 0; j < width; j++) product[start + j] = (product[start + j] ?? 0) + value * (source[j] ?? 0);
    }
  }
  return product;
}

/** Makes the columns orthonormal in place (modified Gram–Schmidt). */
function orthonormalize(matrix: Float32Array, count: number, width: number): void {
  const columns = Array.from({ length: width }, (_, j) =>
    Float64Array.from({ length: count }, (_, i) => matrix[i * width + j] ?? 0),
  );
  for (const [j, column] of columns.entries()) {
    for (const before of columns.slice(0, j)) {
      const overlap = dot(column, before);
      for (let i = 0; i < count; i++) column[i] = (column[i] ?? 0) - overlap * (before[i] ?? 0);
    }
    const length = Math.sqrt(dot(column, column)) || 1;
    for (let i = 0; i < count; i++) {
      column[i] = (column[i] ?? 0) / length;
      matrix[i * width + j] = column[i] ?? 0;
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** YᵀY, shape (width, width). */
function gram(matrix: Float32Array, count: number, width: number): Float64Array {
  const product = new Float64Array(width * width);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) {
      const value = matrix[row * width + i] ?? 0;
      for (let j = 0; j < width; j++)
        product[i * width + j] = (product[i * width + j] ?? 0) + value * (matrix[row * width + j] ?? 0);
    }
  }
  return product;
}

/** Eigenvalues and eigenvectors (in columns) of a symmetric matrix, by Jacobi's rotations. */
function eigen(
  symmetric: Float64Array,
  width: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const a = Float64Array.from(symmetric);
  const vectors = Float64Array.from({ length: width * width }, (_, i) => (i % (width + 1) === 0 ? 1 : 0));
  const get = (m: Float64Array, i: number, j: number): number => m[i * width + j] ?? 0;
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let p = 0; p < width; p++) {
      for (let q = p + 1; q < width; q++) {
        if (Math.abs(get(a, p, q)) < 1e-9) continue;
        const angle = 0.5 * Math.atan2(2 * get(a, p, q), get(a, q, q) - get(a, p, p));
        rotate(a, width, p, q, angle, true);
        rotate(a, width, p, q, angle, false);
        rotate(vectors, width, p, q, angle, true);
      }
    }
  }
  return { values: Float64Array.from({ length: width }, (_, i) => get(a, i, i)), vectors };
}

/** Turns columns (or rows) p and q of a square matrix by an angle, in place. */
function rotate(matrix: Float64Array, width: number, p: number, q: number, angle: number, ofColumns: boolean): void {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  for (let i = 0; i < width; i++) {
    const [first, second] = ofColumns ? [i * width + p, i * width + q] : [p * width + i, q * width + i];
    const [x, y] = [matrix[first] ?? 0, matrix[second] ?? 0];
    matrix[first] = cosine * x - sine * y;
    matrix[second] = sine * x + cosine * y;
  }
}
