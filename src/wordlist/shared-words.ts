import type { Problem } from "./problem.ts";
import type { WordList } from "./word-list.ts";

/** Equality words that two lists of a product share, in any case of their letters: there the actions would not commute. */
export function sharedWords(lists: readonly WordList[]): readonly Problem[] {
  const seen = new Map<string, WordList>();
  const problems: Problem[] = [];
  for (const list of lists) {
    const own = new Map(
      list.equality.flatMap(({ row, words }) => words.map((word): [string, number] => [word.toLowerCase(), row])),
    );
    for (const [word, row] of own) {
      const other = seen.get(word);
      if (other === undefined) seen.set(word, list);
      else
        problems.push({
          code: "lists-share-words",
          file: `${list.folder}/equality.csv`,
          row,
          words: [word],
          other: `${other.folder}/equality.csv`,
        });
    }
  }
  return problems;
}
