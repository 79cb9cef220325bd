/** The probability of a token after the tokens before it. */
export type NextProbability = (before: readonly number[], token: number) => number;

interface Order {
  readonly grams: Map<string, number>;
  readonly contexts: Map<string, { sum: number; types: number }>;
  discount: number;
}

/**
 * An n-gram model with interpolated Kneser-Ney smoothing (Kneser and Ney, 1995; Chen and Goodman, 1999), one discount n₁/(n₁ + 2n₂) an order;
 * below the lowest order all `vocabulary` tokens are equally likely. For every `before` the probabilities of the tokens add up to 1.
 */
export function kneserNey(lines: readonly (readonly number[])[], vocabulary: number, order = 5): NextProbability {
  const seen = gramCounts(lines, order);
  const orders = seen.map((grams, n): Order => {
    const counts = n + 1 === order ? grams : continuations(seen[n + 1] ?? new Map<string, number>());
    return { grams: counts, contexts: contextsOf(counts), discount: discountOf(counts) };
  });
  return (before, token) => {
    let p = 1 / vocabulary;
    for (const [n, { grams, contexts, discount }] of orders.entries()) {
      if (n > before.length) break;
      const context = before.slice(before.length - n);
      const around = contexts.get(context.join(" "));
      if (around === undefined) break;
      const count = grams.get([...context, token].join(" ")) ?? 0;
      p = (Math.max(count - discount, 0) + discount * around.types * p) / around.sum;
    }
    return p;
  };
}

/** Counts of the runs of 1, 2, … `order` tokens inside the lines. */
function gramCounts(lines: readonly (readonly number[])[], order: number): readonly Map<string, number>[] {
  return Array.from({ length: order }, (_, n) => {
    const counts = new Map<string, number>();
    for (const line of lines) {
      for (let at = 0; at + n < line.length; at++) {
        const gram = line.slice(at, at + n + 1).join(" ");
        counts.set(gram, (counts.get(gram) ?? 0) + 1);
      }
    }
    return counts;
  });
}

/** For each gram the number of different tokens that stand before it. */
function continuations(longer: ReadonlyMap<string, number>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const gram of longer.keys()) {
    const rest = gram.slice(gram.indexOf(" ") + 1);
    counts.set(rest, (counts.get(rest) ?? 0) + 1);
  }
  return counts;
}

function contextsOf(counts: ReadonlyMap<string, number>): Order["contexts"] {
  const contexts: Order["contexts"] = new Map();
  for (const [gram, count] of counts) {
    const context = gram.slice(0, Math.max(0, gram.lastIndexOf(" ")));
    const entry = contexts.get(context) ?? { sum: 0, types: 0 };
    entry.sum += count;
    entry.types += 1;
    contexts.set(context, entry);
  }
  return contexts;
}

function discountOf(counts: ReadonlyMap<string, number>): number {
  let [once, twice] = [0, 0];
  for (const count of counts.values()) {
    if (count === 1) once++;
    if (count === 2) twice++;
  }
  return once === 0 ? 0.5 : once / (once + 2 * twice);
}
