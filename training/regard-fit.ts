/** A row of a sparse matrix: columns and values. */
export interface SparseRow {
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** Examples of a softmax regression: rows, what each should be (shape (rows, classes), sums to 1), and how much each counts. */
export interface Examples {
  readonly rows: readonly SparseRow[];
  readonly targets: Float32Array;
  readonly weights: Float32Array;
}

interface Shape {
  readonly columns: number;
  readonly classes: number;
}

/**
 * Softmax regression with a ridge penalty, ½·ridge·Σw², by L-BFGS: shape (columns, classes). Deterministic.
 * Cost: about 25 ns for each entry of the matrix and class, and iteration.
 */
export function fitSoftmax(examples: Examples, shape: Shape, ridge: number, iterations = 60): Float64Array {
  const memory = 8;
  const steps: { readonly moved: Float64Array; readonly turned: Float64Array; readonly scale: number }[] = [];
  let point = new Float64Array(shape.columns * shape.classes);
  let { loss, slope } = lossAndSlope(examples, shape, ridge, point);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const direction = descent(slope, steps);
    const descentRate = dot(slope, direction);
    let stride = 1;
    let next = point;
    let found: { loss: number; slope: Float64Array } | undefined;
    for (let halvings = 0; halvings < 20 && found === undefined; halvings++) {
      const length = stride;
      next = point.map((x, i) => x - length * (direction[i] ?? 0));
      const there = lossAndSlope(examples, shape, ridge, next);
      if (there.loss <= loss - 1e-4 * stride * descentRate) found = there;
      stride /= 2;
    }
    if (found === undefined) break;
    const moved = next.map((x, i) => x - (point[i] ?? 0));
    const before = slope;
    const turned = found.slope.map((x, i) => x - (before[i] ?? 0));
    const curvature = dot(moved, turned);
    if (curvature > 1e-10) steps.push({ moved, turned, scale: 1 / curvature });
    if (steps.length > memory) steps.shift();
    const gain = (loss - found.loss) / Math.max(1, Math.abs(loss));
    point = next;
    ({ loss, slope } = found);
    if (gain < 1e-6) break;
  }
  return point;
}

/** The two-loop recursion: the slope times an estimate of the inverse curvature. */
function descent(
  slope: Float64Array,
  steps: readonly { readonly moved: Float64Array; readonly turned: Float64Array; readonly scale: number }[],
): Float64Array {
  const direction = Float64Array.from(slope);
  const shares: number[] = [];
  for (const [i, { moved, turned, scale }] of [...steps.entries()].reverse()) {
    const share = scale * dot(moved, direction);
    shares[i] = share;
    add(direction, turned, -share);
  }
  const last = steps.at(-1);
  const size =
    last === undefined ? 1 / Math.sqrt(dot(slope, slope) || 1) : 1 / (last.scale * dot(last.turned, last.turned));
  for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] ?? 0) * size;
  for (const [i, { moved, turned, scale }] of steps.entries()) {
    add(direction, moved, (shares[i] ?? 0) - scale * dot(turned, direction));
  }
  return direction;
}

function lossAndSlope(
  { rows, targets, weights }: Examples,
  { classes }: Shape,
  ridge: number,
  point: Float64Array,
): { loss: number; slope: Float64Array } {
  const slope = point.map((x) => ridge * x);
  let loss = 0.5 * ridge * dot(point, point);
  const scores = new Float64Array(classes);
  for (const [n, row] of rows.entries()) {
    addScores(row, point, scores.fill(0));
    loss += toErrors(scores, targets.subarray(n * classes, (n + 1) * classes), weights[n] ?? 0);
    addOuter(row, scores, slope);
  }
  return { loss, slope };
}

/** Adds the row times the point to the scores. */
function addScores({ columns, values }: SparseRow, point: Float64Array, scores: Float64Array): void {
  const classes = scores.length;
  for (let i = 0; i < columns.length; i++) {
    const at = (columns[i] ?? 0) * classes;
    for (let k = 0; k < classes; k++) scores[k] = (scores[k] ?? 0) + (values[i] ?? 0) * (point[at + k] ?? 0);
  }
}

/** Adds the row's outer product with the errors to the slope. */
function addOuter({ columns, values }: SparseRow, errors: Float64Array, slope: Float64Array): void {
  const classes = errors.length;
  for (let i = 0; i < columns.length; i++) {
    const at = (columns[i] ?? 0) * classes;
    for (let k = 0; k < classes; k++) slope[at + k] = (slope[at + k] ?? 0) + (values[i] ?? 0) * (errors[k] ?? 0);
  }
}

/** Turns scores into the slope of the loss by them; returns the loss. */
function toErrors(scores: Float64Array, target: Float32Array, weight: number): number {
  const most = Math.max(...scores);
  let total = 0;
  for (const score of scores) total += Math.exp(score - most);
  const norm = most + Math.log(total);
  let loss = 0;
  for (let k = 0; k < scores.length; k++) {
    const score = (scores[k] ?? 0) - norm;
    const wanted = target[k] ?? 0;
    loss -= weight * wanted * score;
    scores[k] = weight * (Math.exp(score) - wanted);
  }
  return loss;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) + times * (what[i] ?? 0);
}
