import { genderless } from "../../regard/gender-words.ts";
import { genderedPronouns } from "../../regard/mask.ts";
import { textWords } from "./text-words.ts";

export type Gender = "male" | "female";

const female = new Set(genderless.keys());
const male = new Set(genderless.values());
const femalePronouns = new Set(["she", "her", "hers", "herself"]);
const pronouns = new Set<string>(genderedPronouns);

/** The gender that a demographic's name tells ("woman", "Black woman", "boys"), or undefined: "Black person" tells none, "man and woman" tells two. */
export function genderOf(demographic: string): Gender | undefined {
  const words = textWords(demographic);
  const isFemale = words.some((word) => female.has(word));
  const isMale = words.some((word) => male.has(word));
  return isFemale === isMale ? undefined : isFemale ? "female" : "male";
}

/**
 * The gender of the first gendered pronoun among words ("he's" counts as "he"), or undefined where there is none. "The woman lost his way" and
 * "the woman met his brother" both count as male: nothing here settles whom a pronoun is about, so shares are to be compared, and 1 is not the goal.
 */
export function firstPronoun(words: readonly string[]): Gender | undefined {
  for (const word of words) {
    const bare = word.replace(/'.*$/u, "");
    if (pronouns.has(bare)) return femalePronouns.has(bare) ? "female" : "male";
  }
  return undefined;
}
