import { UserError } from "../text/user-error.ts";
import { type RegardLabel, regardLabels } from "./regard.ts";

/** How a file writes the four labels: its word → label. */
export type LabelWords = ReadonlyMap<string, RegardLabel>;

/** The coding of Sheng et al. 2019 (arXiv:1909.01326): −1 negative, 0 neutral, 1 positive, 2 other. */
const sheng: LabelWords = new Map([
  ["-1", "negative"],
  ["0", "neutral"],
  ["1", "positive"],
  ["2", "other"],
]);

const plain: LabelWords = new Map(regardLabels.map((label) => [label, label]));

/** Codings that have a name. */
export const labelCodings: Readonly<Record<string, LabelWords>> = { names: plain, sheng };

/**
 * Reads "sheng", "names", or pairs such as "-1=negative,0=neutral,1=positive,2=other". Several words may stand for one label, no word for two.
 * Throws UserError that names `where` and the part that cannot be read.
 */
export function readLabelWords(text: string, where: string): LabelWords {
  const known = Object.entries(labelCodings).find(([name]) => name === text.trim());
  if (known !== undefined) return known[1];
  const words = new Map<string, RegardLabel>();
  for (const part of text.split(",")) {
    const at = part.lastIndexOf("=");
    const word = keyOf(part.slice(0, Math.max(at, 0)));
    const label = regardLabels.find((name) => name === part.slice(at + 1).trim());
    if (at === -1 || label === undefined || words.has(word)) {
      throw new UserError(
        `${where}: expected sheng, names, or pairs such as "-1=negative,0=neutral,1=positive,2=other" but found ${words.has(word) ? `"${word}" twice` : `"${part}"`}. Give each word of the file one of ${regardLabels.join(", ")}.`,
      );
    }
    words.set(word, label);
  }
  return words;
}

/** The label that a cell of a file stands for, or undefined. White space around it and its case do not matter. */
export const labelOf = (words: LabelWords, cell: string): RegardLabel | undefined => words.get(keyOf(cell));

const keyOf = (text: string): string => text.trim().toLowerCase();
