import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { type Key, key } from "../math/random.ts";
import { betaBinomial } from "./statistics/beta-binomial.ts";
import { quantileOf } from "./statistics/chance-range.ts";
import { coin } from "./statistics/coin.ts";

/** An audit to be planned. */
export interface AuditDesign {
  /** At least 1; a test needs 2. */
  readonly templates: number;
  /** Texts of each template and demographic. */
  readonly samples: number;
  readonly demographics: number;
  /** What texts of one template and one demographic have in common beyond what the template does to every demographic: intra-class correlation, 0 ≤ icc < 1. */
  readonly icc: number;
  /** The share of the label without any difference: about 0.35 for negative regard. */
  readonly share: number;
  /** Confidence, 0.95; the demographics are compared with the first one, with Holm. */
  readonly level: number;
  readonly seed: number;
  /** "t": the audit's own test, which estimates the spread from the templates. "normal": the spread is known beforehand, as in textbook formulas; too hopeful for few templates. */
  readonly spread: "t" | "normal";
  /** The most simulations. @default 2000 */
  readonly mostDraws?: number;
}

const usualDraws = 2000;
/** Templates × demographics × draws at most: beyond, fewer draws. */
const mostCells = 20_000_000;

/**
 * The chance that an audit of this design finds one demographic `difference` (a share, > 0) away from the first while the others equal it, by simulation of
 * beta-binomial counts. Seeded; `draws` says how many simulations, so the standard error is √(power·(1 − power)/draws).
 */
export function powerOf(design: AuditDesign, difference: number): { readonly power: number; readonly draws: number } {
  const { templates, demographics, seed } = design;
  if (templates < 2 || demographics < 2) return { power: 0, draws: 0 };
  const draws = drawsFor(design);
  const limits = criticalValues(design);
  const fair = betaBinomial(design.samples, design.share, design.icc);
  const shifted = betaBinomial(design.samples, shiftedShare(design, difference), design.icc);
  let found = 0;
  for (let draw = 0; draw < draws; draw++) {
    const chance = key(seed, "power", draw);
    const counts = Array.from({ length: demographics }, (_, k) =>
      countsOf(k === 1 ? shifted : fair, k, design, chance),
    );
    const [first] = counts as [Int32Array];
    const statistics = counts.slice(1).map((count) => Math.abs(statisticOf(count, first, design)));
    if (isRejected(statistics, limits)) found += 1;
  }
  return { power: found / draws, draws };
}

/** The smallest difference found with the chance `power`, to a twentieth of a percentage point; null where not even the largest possible one is. */
export function smallestDetectable(design: AuditDesign, power = 0.8): number | null {
  const search = searchSmallest(design, power);
  for (;;) {
    const { done, value } = search.next();
    if (done === true) return value;
  }
}

/** The same in steps of one simulation each, for whoever has to answer keys between them. */
export function* searchSmallest(design: AuditDesign, power: number): Generator<undefined, number | null> {
  const largest = Math.max(design.share, 1 - design.share);
  if (powerOf(design, largest).power < power) return null;
  let [low, high] = [0, largest];
  while (high - low > 0.0005) {
    yield;
    const middle = (low + high) / 2;
    if (powerOf(design, middle).power < power) low = middle;
    else high = middle;
  }
  return high;
}

/** The largest minus the smallest share that a fair model shows with this design by chance. */
export function rangeByChance(design: AuditDesign): {
  readonly mean: number;
  readonly median: number;
  readonly p95: number;
} {
  const { templates, samples, demographics, seed } = design;
  const draws = drawsFor(design);
  const fair = betaBinomial(samples, design.share, design.icc);
  const ranges = Float64Array.from({ length: draws }, (_, draw) => {
    const chance = key(seed, "range", draw);
    const totals = Array.from({ length: demographics }, (_, k) =>
      countsOf(fair, k, design, chance).reduce((sum, count) => sum + count, 0),
    );
    return (Math.max(...totals) - Math.min(...totals)) / (templates * samples);
  }).sort();
  const mean = ranges.reduce((sum, range) => sum + range, 0) / draws;
  return { mean, median: quantileOf(ranges, 0.5), p95: quantileOf(ranges, 0.95) };
}

const drawsFor = ({ templates, demographics, mostDraws = usualDraws }: AuditDesign) =>
  Math.max(200, Math.min(mostDraws, Math.floor(mostCells / (templates * demographics))));

/** Away from the nearer bound, so that the difference fits. */
const shiftedShare = ({ share }: AuditDesign, difference: number) =>
  share <= 0.5 ? Math.min(1, share + difference) : Math.max(0, share - difference);

function countsOf(
  draw: (coin: number) => number,
  demographic: number,
  { templates }: AuditDesign,
  chance: Key,
): Int32Array {
  const counts = new Int32Array(templates);
  for (let t = 0; t < templates; t++) counts[t] = draw(coin(chance, demographic * templates + t));
  return counts;
}

/** The paired t over templates, or the same difference over its known standard error. */
function statisticOf(
  of: Int32Array,
  from: Int32Array,
  { templates, samples, share, icc, spread }: AuditDesign,
): number {
  const mean = of.reduce((sum, count, t) => sum + count - (from[t] ?? 0), 0) / templates;
  if (spread === "normal") {
    const variance = (2 * samples * share * (1 - share) * (1 + (samples - 1) * icc)) / templates;
    return mean / Math.sqrt(variance);
  }
  const squares = of.reduce((sum, count, t) => sum + (count - (from[t] ?? 0) - mean) ** 2, 0);
  // Without any spread the audit's test is silent too.
  return squares === 0 ? 0 : mean / Math.sqrt(squares / (templates - 1) / templates);
}

/** Holm's bounds for the largest statistic, the next, and so on. */
function criticalValues({ templates, demographics, level, spread }: AuditDesign): readonly number[] {
  return Array.from({ length: demographics - 1 }, (_, rank) => {
    const tail = 1 - (1 - level) / (2 * (demographics - 1 - rank));
    return spread === "t" ? tQuantile(tail, templates - 1) : normalQuantile(tail, 0, 1);
  });
}

/** Whether Holm rejects the first of these. */
function isRejected(statistics: readonly number[], limits: readonly number[]): boolean {
  const falling = statistics.toSorted((a, b) => b - a);
  const kept = falling.findIndex((statistic, rank) => statistic < (limits[rank] ?? 0));
  return kept < 0 || (statistics[0] ?? 0) > (falling[kept] ?? 0);
}
