import type { Estimate } from "../result/interval.ts";
import { clusteredRatio } from "../statistics/clustered-ratio.ts";
import { combination, tInterval } from "../statistics/combination.ts";
import { wilson } from "../statistics/wilson.ts";
import { sum } from "../../math/sum.ts";

type Bounds = Parameters<typeof tInterval>[2];

/**
 * Σ numerators / Σ denominators over clusters with its t interval, such as a mean over texts clustered by template. Clusters whose denominator is 0 say
 * nothing and do not count. Null: the value where all denominators are 0, the bounds where fewer than two clusters count or they do not differ at all.
 */
export function clusterRatio(
  numerators: Float64Array,
  denominators: Float64Array,
  level: number,
  bounds?: Bounds,
): Estimate {
  const single = singleTerm(numerators, denominators);
  return single === null ? { value: null, low: null, high: null, level } : tInterval(single, level, bounds);
}

/** A share, counts over texts: as `clusterRatio`, and Wilson's interval where the clusters do not differ at all. */
export function clusterShare(counts: Float64Array, texts: Float64Array, level: number): Estimate {
  const single = singleTerm(counts, texts);
  return single?.error === 0
    ? wilson(sum(counts), sum(texts), level)
    : clusterRatio(counts, texts, level, { least: 0, most: 1 });
}

function singleTerm(numerators: Float64Array, denominators: Float64Array) {
  const present = Uint8Array.from(denominators, (denominator) => (denominator > 0 ? 1 : 0));
  const ratio = clusteredRatio(numerators, denominators, present);
  return ratio === null ? null : combination([{ weight: 1, ratio }]);
}

/** An estimate with its three numbers moved by a rising function; what is no finite number becomes null. */
export function mapEstimate({ value, low, high, level }: Estimate, rising: (x: number) => number): Estimate {
  const move = (x: number | null) => (x === null || !Number.isFinite(rising(x)) ? null : rising(x));
  return { value: move(value), low: move(low), high: move(high), level };
}
