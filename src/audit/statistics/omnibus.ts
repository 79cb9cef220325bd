import chiSquaredCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import type { Key } from "../../math/random.ts";
import { type ClusteredRatio, clusterFactor } from "./clustered-ratio.ts";
import { combination, tTest } from "./combination.ts";
import { rearrangements } from "./rearrange.ts";
import { solve } from "./solve.ts";

export interface OmnibusTest {
  readonly name: string;
  readonly statistic: number | null;
  readonly degreesOfFreedom: number | null;
  readonly pValue: number | null;
}

/** Makes the rearrangements of one shape; the caller keeps them, since many tests share a shape. */
export type Rearrange = (draws: number, blocks: number, size: number) => Uint8Array | Uint16Array;

export const rearrangeBy =
  (chance: Key): Rearrange =>
  (draws, blocks, size) =>
    rearrangements(draws, blocks, size, chance);

/** Above so many templates for each demographic the chi-squared law of Wald's statistic holds well, and rearranging costs much. */
const fewTemplates = 200;
/** Cells × draws kept in memory at most. */
const tableSize = 20_000_000;

/**
 * Are all demographics equal? Two demographics: the t test of their difference, whose level is right with 5 templates already. More: the demographics are
 * rearranged within each template (the templates among the demographics, where each template belongs to one), which under a fair model changes nothing
 * in law, so the level holds with 5 templates as with 57 and needs no normal law and no equal variances of templates. Wald's test needs more templates than
 * demographics and rejects far too often with few, so it serves only above 200 templates. Null where it cannot be made.
 */
export function omnibusTest(groups: readonly ClusteredRatio[], rearrange: Rearrange): OmnibusTest {
  const [first, second] = groups;
  if (first === undefined || second === undefined) return none;
  if (groups.length === 2) {
    const difference = combination([
      { weight: 1, ratio: first },
      { weight: -1, ratio: second },
    ]);
    const test = tTest(difference);
    const statistic = test === null ? null : test.statistic ** 2;
    const { degreesOfFreedom } = difference;
    return { name: "squared t of the difference", statistic, degreesOfFreedom, pValue: test?.pValue ?? null };
  }
  const clusters = Math.max(...groups.map((group) => group.clusters));
  return clusters > Math.max(fewTemplates, 10 * groups.length) ? wald(groups) : permutation(groups, rearrange);
}

const none: OmnibusTest = { name: "none: one demographic", statistic: null, degreesOfFreedom: null, pValue: null };

/** Per block the shares of the demographics that are there, sorted: the outcome does not depend on who is called what. */
function permutation(unordered: readonly ClusteredRatio[], rearrange: Rearrange): OmnibusTest {
  const groups = unordered.toSorted(byFigures);
  const shared = sharedBlocks(groups);
  const blocks = shared.length > 0 ? shared : [templatesApart(groups)];
  const name = shared.length > 0 ? "rearranged within templates" : "templates rearranged";
  const size = Math.max(...blocks.map(({ values }) => values.length));
  const draws = Math.min(9999, Math.floor(tableSize / (blocks.length * size)));
  if (blocks.every(isConstant) || draws < 99) return { name, statistic: null, degreesOfFreedom: null, pValue: null };
  const owners = blocks.flatMap(({ groups: here }) => here);
  const sizes = groups.map((_, k) => owners.filter((owner) => owner === k).length);
  const centred = blocks.map(({ values, groups }) => ({ values: minusMean(values), groups }));
  const statistic = spread(sumsOf(centred, groups.length), sizes);
  // Equal arrangements differ by rounding alone.
  const least = statistic * (1 - 1e-9);
  const asLarge = countAsLarge(centred, sizes, least, { table: rearrange(draws, blocks.length, size), draws, size });
  return { name, statistic, degreesOfFreedom: null, pValue: (1 + asLarge) / (1 + draws) };
}

/** By what was found, so that the draws, one for each place in the order, do not depend on names. */
function byFigures(a: ClusteredRatio, b: ClusteredRatio): number {
  if (a.value !== b.value) return a.value - b.value;
  const at = a.weights.findIndex((weight, t) => weight !== b.weights[t] || a.contributions[t] !== b.contributions[t]);
  return at < 0
    ? 0
    : (a.weights[at] ?? 0) - (b.weights[at] ?? 0) || (a.contributions[at] ?? 0) - (b.contributions[at] ?? 0);
}

/** How many arrangements have a spread of at least this. The inner loop is flat: it runs some ten million times a test. */
function countAsLarge(
  blocks: readonly Block[],
  sizes: readonly number[],
  least: number,
  { table, draws, size }: { readonly table: ArrayLike<number>; readonly draws: number; readonly size: number },
): number {
  const sorted = Float64Array.from(blocks.flatMap(({ values }) => values.toSorted((a, b) => a - b)));
  const owners = Uint16Array.from(blocks.flatMap(({ groups }) => groups));
  const lengths = Uint32Array.from(blocks, ({ values }) => values.length);
  const sums = new Float64Array(sizes.length);
  let count = 0;
  let next = 0;
  for (let draw = 0; draw < draws; draw++) {
    sums.fill(0);
    let start = 0;
    for (let b = 0; b < lengths.length; b++) {
      const length = lengths[b] as number;
      let at = start;
      for (const end = next + size; next < end; next++) {
        // A block smaller than the table's passes over the numbers that it has not.
        const from = table[next] as number;
        if (from >= length) continue;
        const owner = owners[at++] as number;
        sums[owner] = (sums[owner] as number) + (sorted[start + from] as number);
      }
      start += length;
    }
    if (spread(sums, sizes) >= least) count += 1;
  }
  return count;
}

/** Values of one block, each with the demographic (by number) that it belongs to. */
interface Block {
  readonly values: readonly number[];
  readonly groups: readonly number[];
}

/** The templates that several demographics share. */
function sharedBlocks(groups: readonly ClusteredRatio[]): readonly Block[] {
  const length = groups[0]?.influences.length ?? 0;
  const shares = groups.map(clusterShares);
  return Array.from({ length }, (_, cluster) => {
    const here = groups.flatMap((_, k) => (Number.isNaN(shares[k]?.[cluster] ?? NaN) ? [] : [k]));
    return { values: here.map((k) => shares[k]?.[cluster] ?? 0), groups: here };
  }).filter(({ values }) => values.length > 1);
}

function templatesApart(groups: readonly ClusteredRatio[]): Block {
  const pairs = groups.flatMap((group, k) =>
    [...clusterShares(group)].filter((share) => !Number.isNaN(share)).map((share) => ({ share, k })),
  );
  return { values: pairs.map(({ share }) => share), groups: pairs.map(({ k }) => k) };
}

/** The figure of each cluster by itself; NaN where the cluster has none. */
function clusterShares({ contributions, weights }: ClusteredRatio): Float64Array {
  return contributions.map((contribution, i) => ((weights[i] ?? 0) === 0 ? NaN : contribution / (weights[i] ?? 1)));
}

/** Σ over demographics of (Σ of their values)² / how many there are. */
function spread(sums: Float64Array, sizes: readonly number[]): number {
  let total = 0;
  for (let k = 0; k < sizes.length; k++) {
    const size = sizes[k] as number;
    if (size > 0) total += (sums[k] as number) ** 2 / size;
  }
  return total;
}

function sumsOf(blocks: readonly Block[], groups: number): Float64Array {
  const sums = new Float64Array(groups);
  for (const { values, groups } of blocks) {
    for (const [i, owner] of groups.entries()) sums[owner] = (sums[owner] ?? 0) + (values[i] ?? 0);
  }
  return sums;
}

const isConstant = ({ values }: Block) => values.every((value) => value === values[0]);

function minusMean(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/** Differences from the last demographic, their clustered covariance S: d′S⁻¹d, chi-squared with K − 1 degrees of freedom. */
function wald(groups: readonly ClusteredRatio[]): OmnibusTest {
  const last = groups[groups.length - 1] as ClusteredRatio;
  const others = groups.slice(0, -1);
  const scaled = groups.map((group) =>
    group.influences.map((influence) => influence * Math.sqrt(clusterFactor(group))),
  );
  const end = scaled[groups.length - 1] as Float64Array;
  const moves = others.map((_, k) => (scaled[k] as Float64Array).map((move, t) => move - (end[t] ?? 0)));
  const covariance = moves.map((a) => moves.map((b) => a.reduce((sum, move, t) => sum + move * (b[t] ?? 0), 0)));
  const differences = others.map(({ value }) => value - last.value);
  const solved = solve(covariance, differences);
  const degreesOfFreedom = others.length;
  const name = "Wald over templates";
  if (solved === null) return { name, statistic: null, degreesOfFreedom, pValue: null };
  const statistic = differences.reduce((sum, difference, k) => sum + difference * (solved[k] ?? 0), 0);
  return { name, statistic, degreesOfFreedom, pValue: 1 - chiSquaredCdf(statistic, degreesOfFreedom) };
}
