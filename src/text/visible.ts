import { harmless } from "./harmless.ts";

/** What cannot be seen, or turns the direction of writing, by the name that stands in for it. */
const names: Readonly<Record<string, string>> = {
  "\0": "NUL",
  "\u0007": "BEL",
  "\b": "BS",
  "\u001B": "ESC",
  "\u007F": "DEL",
  "\u00AD": "SHY",
  "\u061C": "ALM",
  "\u200B": "ZWSP",
  "\u200C": "ZWNJ",
  "\u200D": "ZWJ",
  "\u200E": "LRM",
  "\u200F": "RLM",
  "\u202A": "LRE",
  "\u202B": "RLE",
  "\u202C": "PDF",
  "\u202D": "LRO",
  "\u202E": "RLO",
  "\u2060": "WJ",
  "\u2066": "LRI",
  "\u2067": "RLI",
  "\u2068": "FSI",
  "\u2069": "PDI",
  "\uFEFF": "BOM",
};
const emojiJoiners = /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?)\u200D(?=\p{Extended_Pictographic})/gu;
const held = "\uE000";
const lineBreaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/gu;
const hidden = new RegExp(
  [
    "\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Noncharacter_Code_Point}\\uFFF9-\\uFFFC",
    "\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u3164\\uFE00-\\uFE0D\\uFFA0\\u{E0000}-\\u{E0FFF}",
  ]
    .map((set) => `[${set}]`)
    .join("|"),
  "gu",
);
/** Marks that stack on one letter climb over the lines above; scripts need no more than a few. */
const stacked = /(\p{M}{4})(\p{M}+)/gu;

/**
 * Foreign text for a page, with everything that cannot be seen shown as a mark: ⟨RLO⟩ for the override that reverses a line, ⟨ESC⟩ for the start of
 * a terminal's command, ⏎ for a line break. What is left holds no control, no half of a character and no change of direction.
 */
export function visible(text: string): string {
  const marked = text
    .toWellFormed()
    .replaceAll(held, "⟨U+E000⟩")
    .replace(emojiJoiners, held)
    .replace(lineBreaks, "⏎")
    .replaceAll("\t", "⇥")
    .replace(hidden, markOf)
    .replace(stacked, (_, kept: string, rest: string) => `${kept}⟨${Array.from(rest).length} more marks⟩`);
  return harmless(marked).replaceAll(held, "\u200D");
}

/** The beginning of a text, at most about `most` characters of it, made visible. Cost: proportional to `most`, not to the text. */
export function visibleStart(text: string, most: number): string {
  if (text.length <= most) return visible(text);
  const isHigh = /[\uD800-\uDBFF]/.test(text.charAt(most - 1));
  return visible(text.slice(0, isHigh ? most - 1 : most));
}

function markOf(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  return `⟨${names[sign] ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`}⟩`;
}
