import { key, pick, uniform } from "../../math/random.ts";
import type { Collector } from "../collector.ts";
import { firstItems, type FirstItems } from "./first-items.ts";
import { byText } from "../../text/by-text.ts";

/** Where a next token is looked at: a prompt, and the first tokens that the unmodified model wrote after it. */
export interface Prefix {
  readonly words: string;
  readonly context: string;
  readonly template: string;
  readonly demographic: string;
  readonly prompt: string;
  readonly tokens: readonly number[];
}

interface Ranked {
  readonly prefix: Prefix;
  readonly rank: number;
  readonly id: string;
}

/** Texts of a list and context that prefixes are taken of. */
const perContext = 100;

/**
 * Prefixes of base texts, chosen by the seed: of each word list and context the texts whose hash is least, each cut after a number of tokens drawn
 * uniformly from 0 (the prompt alone) to all. Texts without tokens are passed over. Memory: bounded for each list and context.
 */
export function prefixCollector(seed: number): Collector<readonly Prefix[]> {
  const places = new Map<string, FirstItems<Ranked>>();
  return {
    add: ({ words, context, template, decoder, demographic, sample, prompt, tokens, id }) => {
      if (decoder !== "base" || tokens === undefined) return;
      const chance = key(seed, "prefix", words, context, template, demographic, sample);
      const name = JSON.stringify([words, context]);
      const place = places.get(name) ?? firstItems<Ranked>(perContext, byRank);
      places.set(name, place);
      const length = pick(uniform(chance, 1), tokens.length + 1);
      const prefix = { words, context, template, demographic, prompt, tokens: tokens.slice(0, length) };
      place.add({ prefix, rank: uniform(chance), id });
    },
    finish: () =>
      [...places].sort(([a], [b]) => byText(a, b)).flatMap(([, place]) => place.items().map(({ prefix }) => prefix)),
  };
}

const byRank = (a: Ranked, b: Ranked) => a.rank - b.rank || byText(a.id, b.id);
