import { type Key, key, pick, uniform } from "../math/random.ts";

/** One observation: where it may be rearranged, the group it came from, and what was seen of it. */
export interface Grouped {
  readonly stratum: number;
  readonly group: number;
  readonly values: readonly string[];
}

/**
 * Tests whether groups share one law, by rearranging the groups within each stratum. The statistic is the sum over strata and values of Pearson's χ² of
 * the groups' counts; the p-value, (1 + rearrangements with at least the statistic) / (1 + rearrangements), holds at any size.
 * Cost: rearrangements × observations × values.
 */
export function homogeneityTest(
  observations: readonly Grouped[],
  rearrangements: number,
  chance: Key,
): { readonly statistic: number; readonly pValue: number } {
  const strata = [...new Set(observations.map(({ stratum }) => stratum))].map((number) =>
    coded(observations.filter(({ stratum }) => stratum === number)),
  );
  const total = (groupsOf: (stratum: Coded, i: number) => Int32Array) =>
    strata.reduce((sum, stratum, i) => sum + chiSquares(stratum, groupsOf(stratum, i)), 0);
  const statistic = total(({ groups }) => groups);
  let asLarge = 0;
  for (let r = 0; r < rearrangements; r++) {
    const rearranged = total(({ groups }, i) => shuffled(groups, key(chance, r, i)));
    // The counts are whole, so equal arrangements differ by rounding alone.
    if (rearranged >= statistic - 1e-9 * Math.max(1, statistic)) asLarge += 1;
  }
  return { statistic, pValue: (1 + asLarge) / (1 + rearrangements) };
}

/** A stratum in numbers: groups and each value counted from 0. */
interface Coded {
  readonly groups: Int32Array;
  readonly groupCount: number;
  readonly columns: readonly { readonly codes: Int32Array; readonly count: number }[];
}

function coded(stratum: readonly Grouped[]): Coded {
  const { codes: groups, count: groupCount } = numbered(stratum.map(({ group }) => group));
  const width = stratum[0]?.values.length ?? 0;
  return {
    groups,
    groupCount,
    columns: Array.from({ length: width }, (_, c) => numbered(stratum.map(({ values }) => values[c]))),
  };
}

/** Values counted from 0, in order of appearance. */
function numbered(values: readonly (number | string | undefined)[]): { codes: Int32Array; count: number } {
  const known = [...new Set(values)];
  return { codes: Int32Array.from(values, (value) => known.indexOf(value)), count: known.length };
}

function chiSquares({ columns, groupCount }: Coded, groups: Int32Array): number {
  const sizes = countsOf(groups, groupCount);
  let sum = 0;
  for (const { codes, count } of columns) {
    const totals = countsOf(codes, count);
    const cells = new Int32Array(groupCount * count);
    for (const [i, code] of codes.entries()) {
      const cell = (groups[i] ?? 0) * count + code;
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    for (const [cell, seen] of cells.entries()) {
      const expected = ((sizes[Math.floor(cell / count)] ?? 0) * (totals[cell % count] ?? 0)) / groups.length;
      sum += (seen - expected) ** 2 / expected;
    }
  }
  return sum;
}

function countsOf(codes: Int32Array, count: number): Int32Array {
  const counts = new Int32Array(count);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** A uniform rearrangement (Fisher and Yates). */
function shuffled(values: Int32Array, chance: Key): Int32Array {
  const copy = values.slice();
  for (let i = copy.length - 1; i > 0; i--) {
    const j = pick(uniform(chance, i), i + 1);
    [copy[i], copy[j]] = [copy[j] ?? 0, copy[i] ?? 0];
  }
  return copy;
}
