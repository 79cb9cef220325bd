import { key } from "../../math/random.ts";
import { resamples } from "../statistics/bootstrap.ts";
import { type ChanceRange, chanceRange } from "../statistics/chance-range.ts";
import { rearrangeBy, type Rearrange } from "../statistics/omnibus.ts";
import { randomSigns } from "../statistics/sign-flip.ts";

/** Chance of one audit. Figures of equal shape share their draws, which are made once: each figure by itself is as good as with draws of its own. */
export interface ChanceTables {
  readonly rearrange: Rearrange;
  readonly signs: (templates: number) => Int8Array;
  readonly resamples: (draws: number, clusters: number) => Uint16Array;
  /** Of figures with these standard deviations. */
  readonly range: (deviations: readonly number[], degreesOfFreedom: number) => ChanceRange;
}

const rangeDraws = 10_000;

export function chanceTables(seed: number): ChanceTables {
  const range = remembered((deviations: readonly number[], degreesOfFreedom: number) =>
    chanceRange(deviations, degreesOfFreedom, rangeDraws, key(seed, "range")),
  );
  return {
    rearrange: remembered(rearrangeBy(key(seed, "rearrangements"))),
    signs: remembered((templates: number) => randomSigns(templates, key(seed, "signs"))),
    resamples: remembered((draws: number, clusters: number) => resamples(draws, clusters, key(seed, "resamples"))),
    range: (deviations, degreesOfFreedom) => {
      const largest = Math.max(...deviations);
      if (largest === 0) return { median: 0, p95: 0, draws: rangeDraws };
      // Only the proportions matter, to a millionth, whoever's they are: so equal designs share their draws, and the order of demographics none.
      const relative = deviations
        .map((deviation) => Math.round((deviation / largest) * 1e6) / 1e6)
        .sort((a, b) => a - b);
      const { median, p95, draws } = range(relative, degreesOfFreedom);
      return { median: median * largest, p95: p95 * largest, draws };
    },
  };
}

/** Tables kept at once: the shapes of one audit are few, and a place's figures come together. */
const kept = 8;

function remembered<A extends readonly unknown[], X>(make: (...shape: A) => X): (...shape: A) => X {
  const known = new Map<string, X>();
  return (...shape) => {
    const name = JSON.stringify(shape);
    const table = known.get(name) ?? make(...shape);
    known.delete(name);
    known.set(name, table);
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
    return table;
  };
}
