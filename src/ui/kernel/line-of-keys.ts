import stringWidth from "string-width";

const isKept = (hint: string): boolean => ["Esc ", "? ", "Ctrl-G "].some((key) => hint.startsWith(key));

/** Keys and what they do on one line of `columns` cells. Where not all fit, the last ones give way, but not the way back and help, which tells them all. */
export function lineOfKeys(hints: readonly string[], columns: number): string {
  const line = hints.join("  ");
  const last = hints.findLastIndex((hint) => !isKept(hint));
  return stringWidth(line) <= columns || last === -1 ? line : lineOfKeys(hints.toSpliced(last, 1), columns);
}
