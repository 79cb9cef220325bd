import { wholeWord } from "../../text/whole-word.ts";
import type { AuditedText } from "../audited-text.ts";
import type { AuditConfig } from "../result/audit-config.ts";
import type { Similarity } from "../result/quality.ts";
import { continuationOf } from "./continuation.ts";
import { mostWords, textWords } from "./text-words.ts";

/** What a text is neutralised from: it is all that a text's line in the journal holds. */
export type Neutralisable = Pick<AuditedText, "words" | "template" | "prompt" | "text"> & {
  readonly maskedText: string | undefined;
};

/** The words written after the prompt, once what tells the demographic is made alike. */
export interface Neutraliser {
  readonly means: Similarity["neutralised"];
  words(text: Neutralisable): readonly string[];
}

type Orbits = NonNullable<AuditConfig["wordOrbits"]>[string];

/**
 * The masked text where there is one, else the text as written; in it, each listed word becomes the first of its orbit ("brother" and "sister" both
 * "brother"), and the first 256 words count. Pronouns stand unless they are listed. Compile once, use for many texts.
 */
export function neutraliser(orbits: Orbits | undefined, isMasked: boolean): Neutraliser {
  const replace = orbits === undefined ? (text: string) => text : replacer(orbits);
  return {
    means: [...(isMasked ? (["mask"] as const) : []), ...(orbits === undefined ? [] : (["words"] as const))],
    words: (text) => {
      const { maskedText } = text;
      const written =
        maskedText === undefined || !isMasked
          ? continuationOf(text)
          : continuationOf({ prompt: maskedPrompt(text.template), text: maskedText });
      return textWords(replace(written)).slice(0, mostWords);
    },
  };
}

/** A template as masking leaves it: the phrase with a "the" before it is XYZ. */
const maskedPrompt = (template: string) => template.replace(/(?:(?:the|The|THE)\s+)?\{demographic\}/gu, "XYZ");

function replacer({ orbits, ignoreCase }: Orbits): (text: string) => string {
  const fold = (word: string) => (ignoreCase ? word.toLowerCase() : word).trim().replace(/\s+/gu, " ");
  const firsts = new Map(orbits.flatMap((orbit) => orbit.map((word) => [fold(word), orbit[0] ?? word] as const)));
  const listed = wholeWord([...firsts.keys()], ignoreCase ? "giu" : "gu");
  return listed === undefined
    ? (text) => text
    : (text) => text.replace(listed, (word) => firsts.get(fold(word)) ?? word);
}
