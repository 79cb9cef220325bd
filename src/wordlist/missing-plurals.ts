import type { Problem } from "./problem.ts";
import type { WordList } from "./word-list.ts";

/** Rows marked singular, of nouns, whose plurals have no row of their own. A hint: nothing is added by itself. */
export async function missingPlurals(list: WordList): Promise<readonly Problem[]> {
  const { NounInflector } = await import("natural/lib/natural/inflectors/index.js"); // natural's main entry prints and takes 0.4 s
  const inflector = new NounInflector();
  const listed = new Set(list.equality.map(({ words }) => words[0]));
  return list.equality
    .filter(({ role, number }) => role === "noun" && number === "singular")
    .flatMap(({ words, row }): Problem[] => {
      const plurals = words.map((word) => inflector.pluralize(word));
      if (listed.has(plurals[0])) return [];
      return [{ code: "plural-missing", file: `${list.folder}/equality.csv`, row, words, plurals }];
    });
}
