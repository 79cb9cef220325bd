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
/** C0 and C1 controls, overrides of the writing direction, lone surrogates, invisible marks. ZWJ stays: emoji need it. */
const controls = /[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\u{E0001}]/gu;

/** Foreign text made safe to print on one line: a model or a file can neither move the cursor nor reverse the line. */
export function harmless(text: string): string {
  return text
    .replace(escapes, "")
    .replace(lineBreaks, "⏎")
    .replace(/\t/gu, " ")
    .replace(controls, "")
    .replace(/\p{Cs}/gu, "\uFFFD");
}
