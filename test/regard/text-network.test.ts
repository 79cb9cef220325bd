import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchPatterns, networkScores, type TextNetwork, wordParts } from "../../src/regard/text-network.ts";

const [filters, inputs, outputs] = [2, 3, 4];
const numbers = (count: number) =>
  fc
    .array(fc.integer({ min: -8, max: 8 }), { minLength: count, maxLength: count })
    .map((list) => Float32Array.from(list));
const networks: fc.Arbitrary<TextNetwork> = fc
  .tuple(numbers(6 * inputs * filters), numbers(3 * filters), numbers(3 * filters * outputs), numbers(outputs))
  .map(([patterns, offsets, votes, bias]) => ({ filters, inputs, patterns, offsets, votes, bias }));
const texts = fc.array(numbers(inputs), { maxLength: 5 });

/** The definition: the pattern of `size` words laid over the text from `start` on, words outside the text being 0. */
function matchAt(
  { patterns, offsets }: TextNetwork,
  words: readonly Float32Array[],
  size: number,
  filter: number,
  start: number,
): number {
  let match = offsets[(size - 1) * filters + filter] ?? NaN;
  for (let j = 0; j < size; j++) {
    const part = ((size - 1) * size) / 2 + j;
    for (const [i, x] of (words[start + j] ?? []).entries())
      match += x * (patterns[(part * inputs + i) * filters + filter] ?? NaN);
  }
  return match;
}

describe("a text network", () => {
  it("finds the best match of each pattern, as the definition does", () => {
    fc.assert(
      fc.property(networks, texts, (network, words) => {
        const { best, at } = matchPatterns(
          network,
          words.map((word) => wordParts(network, word)),
        );
        for (let pattern = 0; pattern < 3 * filters; pattern++) {
          const size = Math.floor(pattern / filters) + 1;
          const starts = Array.from({ length: words.length + size - 1 }, (_, i) => i + 1 - size);
          const matches = starts.map((start) => matchAt(network, words, size, pattern % filters, start));
          expect(best[pattern]).toBe(Math.max(0, ...matches));
          const first = matches.findIndex((match) => match > 0 && match === best[pattern]);
          expect(at[pattern]).toBe(first < 0 ? -99 : starts[first]);
        }
      }),
    );
  });

  it("scores by the votes of the matches", () => {
    fc.assert(
      fc.property(networks, numbers(3 * filters), (network, best) => {
        const expected = Array.from(network.bias, (bias, k) =>
          best.reduce((sum, match, p) => sum + match * (network.votes[p * outputs + k] ?? NaN), bias),
        );
        expect(Array.from(networkScores(network, best))).toEqual(expected);
      }),
    );
  });
});
