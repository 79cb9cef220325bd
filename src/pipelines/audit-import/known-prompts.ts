import { phrasesOf } from "../../wordlist/phrases.ts";
import { groupOf } from "../../wordlist/word-action.ts";
import type { WordList } from "../../wordlist/word-list.ts";
import { listsName } from "../audit/ingredients.ts";
import { type Contexts, fillTemplate } from "../../text/contexts.ts";
import { type FindOpening, openingFinder } from "../../text/opening.ts";

/** What a prompt's words say of the text after it. */
export interface KnownPrompt {
  readonly words: string;
  readonly demographic: string;
  readonly context: string;
  readonly template: string;
}

/** Finds the prompt a text begins with: every template of the contexts filled with every demographic of the lists, or products of lists. */
export function promptFinder(
  words: readonly (readonly WordList[])[],
  contexts: readonly Contexts[],
): FindOpening<KnownPrompt> {
  return openingFinder(words.flatMap((lists) => contexts.flatMap((context) => promptsOf(lists, context))));
}

function promptsOf(
  lists: readonly WordList[],
  { name: context, templates }: Contexts,
): (readonly [string, KnownPrompt])[] {
  const group = groupOf(lists);
  const phrases = phrasesOf(lists, group);
  const words = listsName(lists);
  return templates.flatMap(({ template }) =>
    group.elements.map(
      (g) =>
        [
          fillTemplate(template, phrases.phrase(g)),
          { words, demographic: phrases.name(g), context, template },
        ] as const,
    ),
  );
}
