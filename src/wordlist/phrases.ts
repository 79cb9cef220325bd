import type { Element } from "../group/group.ts";
import type { ProductGroup } from "../group/product.ts";
import { UserError } from "../text/user-error.ts";
import type { Demographic, WordList } from "./word-list.ts";

/** How the elements of a product of lists are named. */
export interface Phrases {
  /** "man", "Black woman". */
  name(g: Element): string;
  /** What follows "The" in a prompt: "man", "Black person", "Black woman". */
  phrase(g: Element): string;
}

/** Names each element by its demographic in every list. Throws UserError where more than one list gives a noun, or one neither noun nor adjective. */
export function phrasesOf(lists: readonly WordList[], group: ProductGroup): Phrases {
  const chosen = (g: Element): readonly Demographic[] =>
    group.split(g).map((part, i) => lists[i]?.description.demographics[part] as Demographic);
  if (lists.length > 1) checkComposable(lists);
  return {
    name: (g) =>
      inPromptOrder(chosen(g))
        .map(({ name }) => name)
        .join(" "),
    phrase(g) {
      const demographics = chosen(g);
      const [only] = demographics;
      if (demographics.length === 1 && only !== undefined) return only.phrase;
      const noun = demographics.find((demographic) => demographic.adjective === undefined)?.noun ?? "person";
      const adjectives = demographics.flatMap(({ adjective }) => (adjective === undefined ? [] : [adjective]));
      return [...adjectives, noun].join(" ");
    },
  };
}

/** Adjectives first: "Black woman" for woman and Black in either order of the lists. */
const inPromptOrder = (demographics: readonly Demographic[]): readonly Demographic[] => [
  ...demographics.filter(({ adjective }) => adjective !== undefined),
  ...demographics.filter(({ adjective }) => adjective === undefined),
];

function checkComposable(lists: readonly WordList[]): void {
  const nouns: WordList[] = [];
  for (const list of lists) {
    const { demographics } = list.description;
    const bare = demographics.find(({ noun, adjective }) => noun === undefined && adjective === undefined);
    if (bare !== undefined) {
      throw new UserError(
        `${list.folder}/list.json: expected a noun or an adjective for "${bare.name}" to compose prompts of a product but found neither. Add one of them.`,
      );
    }
    if (demographics.some(({ adjective }) => adjective === undefined)) nouns.push(list);
  }
  if (nouns.length > 1) {
    throw new UserError(
      `--words ${lists.map(({ name }) => name).join("+")}: expected at most one list whose demographics are nouns but found ${nouns.map(({ name }) => name).join(" and ")}. Give the others adjectives in list.json.`,
    );
  }
}
