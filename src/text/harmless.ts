const escapes = new RegExp(
  [
    "[\\u001B\\u009D]\\][^\\u0007\\u001B\\u009C]*(?:\\u0007|\\u001B\\\\|\\u009C)?", // operating-system commands: titles, links
    "\\u001B[PX^_][^\\u001B\\u009C]*(?:\\u001B\\\\|\\u009C)?", // device-control and other strings
    "(?:\\u001B\\[|\\u009B)[0-?]*[ -/]*[@-~]", // colours, cursor
    "\\u001B[ -/]*[0-~]",
  ].join("|"),
  "gu",
);
const lineBreaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/gu;
/** C0 and C1 controls, marks that turn the writing direction, and what takes no room: soft hyphens, fillers, tags. */
const controls = new RegExp(
  [
    "\\p{Cc}\\u00AD\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB",
    "\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u3164\\uFE00-\\uFE0E\\uFFA0\\u{E0000}-\\u{E0FFF}",
  ]
    .map((set) => `[${set}]`)
    .join("|"),
  "gu",
);
/** They hold emoji and the letters of some scripts together. */
const joiners = /[\u200C\u200D]+/gu;
const isPlain = /^[\0-\u024F]?$/u;

/** Foreign text made safe to show on one line: a model or a file can neither move the cursor, nor reverse the line, nor hide letters in it. */
export function harmless(text: string): string {
  return text
    .replace(escapes, "")
    .replace(lineBreaks, "⏎")
    .replace(/\t/gu, " ")
    .replace(controls, "")
    .replace(joiners, neededJoiner)
    .replace(/\p{Cs}/gu, "\uFFFD");
}

/**
 * A harmless text of at most about `most` characters: of a longer one its beginning, and how many characters are missing.
 * No character of two code units is cut. Cost: proportional to `most`, not to the text.
 */
export function harmlessStart(text: string, most: number): string {
  if (text.length <= most) return harmless(text);
  const isHigh = /[\uD800-\uDBFF]/.test(text.charAt(most - 1));
  const start = text.slice(0, isHigh ? most - 1 : most);
  return `${harmless(start)}… (${text.length - start.length} more characters)`;
}

/** One joiner where it can join something; beside plain letters it only hides something. */
function neededJoiner(run: string, at: number, text: string): string {
  const joins = !isPlain.test(text.charAt(at - 1)) && !isPlain.test(text.charAt(at + run.length));
  return joins ? run.charAt(0) : "";
}
