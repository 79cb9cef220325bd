import { harmless } from "../../text/harmless.ts";
import { explainLeft, type LeftRow } from "../../wordlist/author/place-rows.ts";

/** A row that could not be placed, with the reason, as one line. */
export const leftLine = (row: LeftRow): string =>
  `left out: line ${row.line}, ${harmless(row.words.join(", "))}: ${harmless(explainLeft(row))}\n`;
