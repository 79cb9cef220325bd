/** How equizero scores a decoded sequence: the least is chosen. */
export const sequenceLossNames = ["perStepMean", "paddedMean50", "product"] as const;
export type SequenceLossName = (typeof sequenceLossNames)[number];

/** A loss of rows of log-probabilities, flattened, of which those after the end are 0. */
export type SequenceLoss = (logProbabilities: Float32Array, width: number) => number;

/**
 * perStepMean: minus the mean of each written row's greatest probability (the default).
 * paddedMean50: the published code's, minus the mean over all rows of the greatest entry of softmax(row); a row after the end counts 1/width, so each
 * further row written adds up to 1 − 1/width and long sequences are preferred.
 * product: minus the log-probability of the sequence.
 */
export const sequenceLosses: Readonly<Record<SequenceLossName, SequenceLoss>> = {
  perStepMean(rows, width) {
    const written = greatest(rows, width);
    return -written.reduce((sum, logp) => sum + Math.exp(logp), 0) / Math.max(1, written.length);
  },
  paddedMean50(rows, width) {
    const count = rows.length / width;
    const written = greatest(rows, width);
    return -(written.reduce((sum, logp) => sum + Math.exp(logp), 0) + (count - written.length) / width) / count;
  },
  product: (rows, width) => -greatest(rows, width).reduce((sum, logp) => sum + logp, 0),
};

/** The greatest log-probability of each row up to the first that is all 0. */
function greatest(rows: Float32Array, width: number): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < rows.length; at += width) {
    const row = rows.subarray(at, at + width);
    if (row.every((value) => value === 0)) break;
    found.push(row.reduce((most, value) => Math.max(most, value), -Infinity));
  }
  return found;
}
