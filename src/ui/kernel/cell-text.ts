import stringWidth from "string-width";
import { harmlessStart } from "../../text/harmless.ts";
import { pad } from "../../text/layout.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
/** No cell shows more than this many characters of a word. */
const most = 400;

/** A foreign text in exactly `width` cells: cut with … where it is longer, filled with spaces where it is shorter. Wide characters are never halved. */
export function inCells(text: string, width: number): string {
  const safe = harmlessStart(text, most);
  if (stringWidth(safe) <= width) return pad(safe, width);
  let cut = "";
  for (const { segment } of segmenter.segment(safe)) {
    if (stringWidth(cut + segment) > width - 1) break;
    cut += segment;
  }
  return pad(width < 1 ? "" : `${cut}…`, width);
}
