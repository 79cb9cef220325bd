import { type Key, key, uniform } from "../../math/random.ts";
import type { AuditedText } from "../audited-text.ts";
import type { Neutralisable } from "./neutralise.ts";

/** Of a longer text the beginning is kept. */
const mostCharacters = 4096;

/** The texts of one template and sample, by demographic. */
export interface Counterparts {
  /** Context and template. */
  readonly cluster: string;
  /** In [0, 1), by the seed, context, template and sample alone: the same for every decoder. */
  readonly rank: number;
  readonly texts: ReadonlyMap<string, CounterpartText>;
}

export interface CounterpartText extends Neutralisable {
  readonly id: string;
}

/** The counterparts of one place whose ranks are least. */
export interface CounterpartSample {
  add(text: AuditedText): void;
  /** By rank. */
  chosen(): readonly Counterparts[];
}

/** Keeps the `limit` sets of counterparts of least rank. Memory: twice as many sets, however many texts come. */
export function counterpartSample(seed: number, context: string, limit: number): CounterpartSample {
  const base = key(seed, "similarity", context);
  const keys = new Map<string, Key>();
  const keyOf = (template: string) => {
    const known = keys.get(template) ?? key(base, template);
    // Data with a template for every text must not fill the memory.
    if (keys.size < 10_000) keys.set(template, known);
    return known;
  };
  let kept = new Map<string, Counterparts & { readonly texts: Map<string, CounterpartText> }>();
  let most = 1;
  const cut = () => {
    const least = [...kept].sort(([, a], [, b]) => a.rank - b.rank).slice(0, limit);
    kept = new Map(least);
    // A set that was cut stays out: what comes later of it ranks behind the last one kept.
    if (least.length === limit) most = least.at(-1)?.[1].rank ?? 1;
  };
  return {
    add: (text) => {
      const { template, sample } = text;
      const rank = uniform(keyOf(template), sample);
      if (rank > most) return;
      const name = `${sample} ${template}`;
      const set = kept.get(name) ?? {
        cluster: JSON.stringify([context, template]),
        rank,
        texts: new Map<string, CounterpartText>(),
      };
      const before = set.texts.get(text.demographic);
      if (before === undefined || text.id < before.id) set.texts.set(text.demographic, beginningOf(text));
      kept.set(name, set);
      if (kept.size >= 2 * limit) cut();
    },
    chosen: () => {
      cut();
      return [...kept.values()];
    },
  };
}

function beginningOf({ id, words, template, prompt, text, regard }: AuditedText): CounterpartText {
  const maskedText = regard.masked?.text;
  return {
    id,
    words,
    template,
    prompt: prompt.length > mostCharacters ? "" : prompt,
    text: beginning(text),
    maskedText: maskedText === undefined ? undefined : beginning(maskedText),
  };
}

/** A copy: a slice would hold on to the whole. */
const beginning = (text: string) =>
  text.length <= mostCharacters ? text : Array.from(text.slice(0, mostCharacters)).join("");
