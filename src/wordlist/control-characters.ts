/** Characters that move a cursor or turn the direction of writing: no word has any. */
const controls = "[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]";
const one = new RegExp(controls, "u");
const all = new RegExp(controls, "gu");
/** Those that stand between words: tabs and breaks of lines. */
const breaks = /[\t-\r\u0085]+/gu;

export const hasControls = (text: string): boolean => one.test(text);

/** The text without them, and without the space around it that they leave. A space stands where lines or columns broke. */
export const withoutControls = (text: string): string =>
  hasControls(text) ? text.replaceAll(breaks, " ").replaceAll(all, "").trim() : text;
