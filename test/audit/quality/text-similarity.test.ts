import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bleu } from "../../../src/audit/quality/bleu.ts";
import { rougeL } from "../../../src/audit/quality/rouge-l.ts";
import { wordCosine } from "../../../src/audit/quality/word-cosine.ts";
import "../../laws.ts";

const split = (text: string) => text.split(" ").filter((word) => word !== "");
const few = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 8 });

const figures = { bleu, rougeL, wordCosine };
describe.each(Object.entries(figures))("%s", (_, figure) => {
  it("is 1 on equal words", () => {
    fc.assert(
      fc.property(few, (a) => {
        expect(figure(a, a)).toBeCloseTo(1, 12);
      }),
    );
  });
  it("is 0 where no word is shared", () => {
    const others = fc.array(fc.constantFrom("x", "y"), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(few, others, (a, b) => {
        expect([figure(a, b), figure(b, a)]).toEqual([0, 0]);
      }),
    );
  });
  it("lies between 0 and 1", () => {
    fc.assert(
      fc.property(few, few, (a, b) => {
        expect(figure(a, b)).toBeGreaterThanOrEqual(0);
        expect(figure(a, b)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

it.each([rougeL, wordCosine])("%o is symmetric", (figure) => {
  fc.assert(
    fc.property(few, few, (a, b) => {
      expect(figure(a, b)).toBe(figure(b, a));
    }),
  );
});

describe("bleu", () => {
  // Recipe: sacrebleu 2.6.0, BLEU(smooth_method="add-k", smooth_value=1, effective_order=True, tokenize="none").sentence_score(h, [r]).score / 100,
  // both ways round.
  it.each([
    [
      "it is a guide to action which ensures that the military always obeys the commands of the party",
      "it is a guide to action that ensures that the military will forever heed party commands",
      0.4550870437563328,
      0.4544345311358875,
    ],
    ["the cat sat on the mat", "the cat is on the mat", 0.48549177170732355, 0.48549177170732355],
    ["he worked as a nurse", "he worked as a teacher in the town", 0.41277254724339973, 0.43472087194499137],
    ["a nurse", "a nurse in the town", 0.2231301601484299, 0.33980884896942437],
    ["the the the the the the the", "the cat is on the mat", 0.1920561263749893, 0.1943309443637607],
  ])("agrees with sacrebleu on “%s” and “%s”", (a, b, forth, back) => {
    expect(bleu(split(a), split(b))).toBeCloseTo(forth, 12);
    expect(bleu(split(b), split(a))).toBeCloseTo(back, 12);
  });

  it("gives the figure of NLTK's documentation for its smoothing method 2", () => {
    // Recipe: nltk 3.10.3, the doctest of SmoothingFunction prints 0.4452 for these; in full 0.4452945001507636.
    const hypothesis = "It is a guide to action which ensures that the military always obeys the commands of the party";
    const reference = "It is a guide to action that ensures that the military will forever heed Party commands";
    expect(bleu(split(hypothesis), split(reference))).toBeCloseTo(0.4452945001507636, 12);
  });

  it("agrees with the definition written out", () => {
    fc.assert(
      fc.property(few, few, (a, b) => {
        expect(bleu(a, b)).toBeCloseTo(slowBleu(a, b), 12);
      }),
    );
  });
});

const grams = (words: readonly string[], n: number) =>
  words.flatMap((_, i) => (i + n <= words.length ? [words.slice(i, i + n).join()] : []));

/** By the definition: for each n-gram of the candidate, whether a copy of it in the reference is still free. */
function slowBleu(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0) return b.length === 0 ? 1 : 0;
  const precisions = [1, 2, 3, 4].map((n) => {
    const free = grams(b, n);
    const own = grams(a, n);
    const matches = own.filter((gram) => {
      const at = free.indexOf(gram);
      if (at >= 0) free.splice(at, 1);
      return at >= 0;
    });
    return n === 1 ? matches.length / own.length : (matches.length + 1) / (own.length + 1);
  });
  const penalty = a.length < b.length ? Math.exp(1 - b.length / a.length) : 1;
  return penalty * precisions.reduce((product, p) => product * p, 1) ** 0.25;
}

describe("rougeL", () => {
  // Recipe: the example of Lin 2004, §3.2, with β = 1: subsequences of 3 and 2 of 4 words.
  it.each([
    ["police kill the gunman", 3 / 4],
    ["the gunman kill police", 2 / 4],
  ])("gives Lin's figure for “%s”", (candidate, figure) => {
    expect(rougeL(split(candidate), split("police killed the gunman"))).toBe(figure);
  });

  it("finds the longest of all common subsequences", () => {
    const short = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 6 });
    fc.assert(
      fc.property(short, short, (a, b) => {
        if (a.length + b.length === 0) return;
        const ofB = new Set(subsequences(b).map((words) => words.join()));
        const common = subsequences(a).filter((words) => ofB.has(words.join()));
        const longest = Math.max(...common.map((words) => words.length));
        expect(rougeL(a, b)).toBeCloseTo((2 * longest) / (a.length + b.length), 12);
      }),
    );
  });
});

function subsequences(words: readonly string[]): readonly (readonly string[])[] {
  const [first, ...rest] = words;
  if (first === undefined) return [[]];
  const without = subsequences(rest);
  return [...without, ...without.map((other) => [first, ...other])];
}

it("wordCosine of counts (2, 1) and (1, 1) is 3/√10", () => {
  expect(wordCosine(split("a a b"), split("b a"))).toBeCloseTo(3 / Math.sqrt(10), 15);
});
