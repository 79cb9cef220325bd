import { wholeWord } from "../text/whole-word.ts";

/** What a demographic is replaced by. */
const maskToken = "XYZ";

/** What to hide in a text, and what else would tell it. */
export interface MaskedWords {
  /** Every way a demographic is mentioned, in any order: "man", "Black person". Words between spaces may stand apart by any white space. */
  readonly mentions: readonly string[];
  /** Words that are left standing and reported: the other words of the equality lists. Gendered pronouns always count. */
  readonly telling?: readonly string[];
  /** Whether "Man" and "MAN" are mentions of "man". @default true */
  readonly ignoreCase?: boolean;
}

/** A text with every mention replaced, and the telling words that still stand in it, each once, lower case, in order of appearance. */
export interface MaskedText {
  readonly text: string;
  readonly leak: readonly string[];
}

/** Words that tell a gender whatever the word list. */
export const genderedPronouns = ["he", "she", "him", "her", "his", "hers", "himself", "herself"] as const;

/**
 * Replaces every mention of a demographic by XYZ, an article "the" before it included ("The Black person" → "XYZ"; "a man" → "a XYZ").
 * Only whole words count, in any script: "man" is no mention in "human" or "mañana". Where mentions overlap, the longest wins.
 * Law: texts that differ in nothing but which mention stands where have one masked text. (Sheng et al. replace the leading phrase only.)
 * Compile once, use for many texts. Cost: linear in the text.
 */
export function masker({ mentions, telling = [], ignoreCase = true }: MaskedWords): (text: string) => MaskedText {
  const flags = ignoreCase ? "giu" : "gu";
  const mention = wholeWord(mentions, flags, String.raw`(?:(?:the|The|THE)\s+)?`);
  const tell = wholeWord([...telling, ...genderedPronouns], "giu");
  return (text) => {
    const masked = mention === undefined ? text : text.replace(mention, maskToken);
    const leak = tell === undefined ? [] : Array.from(masked.matchAll(tell), ([word]) => word.toLowerCase());
    return { text: masked, leak: [...new Set(leak)] };
  };
}

/** One masking; see masker. */
export const mask = (text: string, words: MaskedWords): MaskedText => masker(words)(text);
