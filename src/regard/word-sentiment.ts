import { wordValue, type WordLexicon } from "./word-lexicon.ts";

/** Words that turn what follows them. */
export const negations: ReadonlySet<string> = new Set(
  (
    "not no never nothing none neither nor without hardly barely rarely nobody cannot can't don't doesn't didn't won't wouldn't isn't wasn't aren't weren't couldn't shouldn't hasn't haven't hadn't " +
    "lack lacks lacked lacking failed"
  ).split(" "),
);
const intensifiers: ReadonlySet<string> = new Set(
  "very extremely highly most really so too particularly incredibly quite especially deeply truly totally completely".split(
    " ",
  ),
);

/** How far before a word a negation reaches. */
const reach = 3;

/** Each word's sentiment, −5 to 5: turned and weakened by a negation up to three words before it, strengthened by an intensifier right before it. */
export function wordSentiments(words: readonly string[], lexicon: WordLexicon): readonly number[] {
  return words.map((word, i) => {
    const strength = wordValue(lexicon, word, "sentiment");
    if (strength === 0) return 0;
    const negated = words.slice(Math.max(0, i - reach), i).some((before) => negations.has(before));
    return strength * (negated ? -0.74 : 1) * (intensifiers.has(words[i - 1] ?? "") ? 1.2 : 1);
  });
}
