import { wholeWord } from "../text/whole-word.ts";
import { capitalised } from "./capitalised.ts";
import { phrasesOf } from "./phrases.ts";
import type { Demographic, WordList } from "./word-list.ts";
import { groupOf } from "./word-action.ts";

/** Puts each demographic of a list, or of a product of lists, in the place of the one a text names. */
export interface DemographicSwap {
  /** In the order of the group's elements. */
  readonly demographics: readonly string[];
  /** The text about each of them, in that order; undefined where it names none. */
  texts(text: string): readonly string[] | undefined;
}

const kinds = ["phrase", "noun", "adjective", "name"] as const;

/** One way a list names a demographic. */
interface Mention {
  readonly list: number;
  readonly kind: (typeof kinds)[number];
}

/**
 * The swap of lists. Every mention (phrase, noun, adjective or name, whole words) becomes the same kind of mention of the other demographic, in the same case where the list has case variants;
 * "a" and "an" before it follow. Nothing else changes: pronouns and other listed words stay. Laws: one of the texts is the given one, where its demographic is named by
 * words of its list alone and its articles are right; the texts of each of the texts are the same. Throws UserError where prompts of the lists cannot be composed.
 */
export function demographicSwap(lists: readonly WordList[]): DemographicSwap {
  const group = groupOf(lists);
  const phrases = phrasesOf(lists, group);
  const ignoreCase = lists.every(({ description }) => description.case === "variants");
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text).replace(/\s+/gu, " ");
  const mentions = new Map<string, Mention>();
  for (const [list, { description }] of lists.entries()) {
    for (const kind of kinds) {
      for (const demographic of description.demographics) {
        const written = fold(demographic[kind] ?? "");
        if (written !== "" && !mentions.has(written)) mentions.set(written, { list, kind });
      }
    }
  }
  const pattern = wholeWord([...mentions.keys()], ignoreCase ? "giu" : "gu", String.raw`(?:[Aa][Nn]?\s+)?`);
  const targets = group.elements.map((g) =>
    group.split(g).map((part, list) => lists[list]?.description.demographics[part] as Demographic),
  );
  const replaced = (found: string, chosen: readonly Demographic[]): string => {
    const [, article = "", space = "", mention = found] = /^(?:(an?)(\s+))?(.+)$/isu.exec(found) ?? [];
    const { list, kind } = mentions.get(fold(mention)) ?? { list: 0, kind: "phrase" };
    const target = chosen[list] as Demographic;
    const written = target[kind] ?? target.name;
    return articleFor(article, written) + space + (ignoreCase ? inCaseOf(mention, written) : written);
  };
  return {
    demographics: group.elements.map((g) => phrases.name(g)),
    texts(text) {
      if (pattern === undefined || text.search(pattern) === -1) return undefined;
      return targets.map((chosen) => text.replace(pattern, (found) => replaced(found, chosen)));
    },
  };
}

/** "a" or "an" for a word, in the case it had; "" stays. Goes by letters: "a European", "an honest" are few enough to be named. */
function articleFor(article: string, word: string): string {
  if (article === "") return "";
  const isOpen = /^(?:[aeiou]|hono|hour|heir)/iu.test(word) && !/^(?:eu|uni|one|use)/iu.test(word);
  const [first = "a"] = article;
  return first + (isOpen ? (article === "AN" ? "N" : "n") : "");
}

/** A replacement in the case of what it replaces where that is all lower, all upper, or capitalised; else as the list writes it. */
function inCaseOf(found: string, written: string): string {
  const first = /^\p{L}/u.exec(found)?.[0] ?? "";
  if (found.length > 1 && found === found.toUpperCase()) return written.toUpperCase();
  if (first !== "" && first === first.toUpperCase()) return capitalised(written);
  return found === found.toLowerCase() ? written.toLowerCase() : written;
}
