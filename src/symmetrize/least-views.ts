/** How near to the least loss a loss counts as tied with it, relative to its size: well above the noise of single precision. */
const tieTolerance = 1e-6;

/**
 * The positions of the views that tie for the least loss, in increasing order, at least one. A loss ties where it is above the least by no more than
 * 10⁻⁶ of the least's size, or of `scale` if that is more (the size of a loss that matters; for losses that may cancel to about 0). It is a margin above the least and
 * not a grid, since equal losses with noise on them may fall on both sides of a grid line. Permuting the losses permutes the positions, so a fold that
 * treats tied views alike stays equivariant. Infinite losses are compared as they are. Throws RangeError on NaN and on no losses.
 */
export function leastViews(losses: readonly number[], scale = 0): readonly number[] {
  const least = losses.reduce((least, loss) => {
    if (Number.isNaN(loss)) throw new RangeError("Expected every view's loss to be a number but received NaN.");
    return loss < least ? loss : least;
  }, Infinity);
  if (losses.length === 0) throw new RangeError("Expected the loss of at least one view but received none.");
  const margin = Number.isFinite(least) ? tieTolerance * Math.max(Math.abs(least), scale) : 0;
  return losses.flatMap((loss, i) => (loss <= least + margin ? [i] : []));
}
