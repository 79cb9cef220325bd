import { masker } from "../regard/mask.ts";
import { fillTemplate } from "../text/contexts.ts";
import type { Tokenizer } from "../text/token.ts";
import { UserError } from "../text/user-error.ts";
import { explain } from "../wordlist/explain.ts";
import { lint } from "../wordlist/lint.ts";
import { type Phrases, phrasesOf } from "../wordlist/phrases.ts";
import { levelOf } from "../wordlist/problem.ts";
import type { ReadWordList } from "../wordlist/read-word-list.ts";
import { demographicSwap } from "../wordlist/swap-demographics.ts";
import { textAction } from "../wordlist/text-action.ts";
import { withoutGeneral } from "../wordlist/without-general.ts";
import { groupOf, wordAction } from "../wordlist/word-action.ts";
import type { WordList } from "../wordlist/word-list.ts";
import type { Mask } from "./score.ts";
import type { TextWords } from "./text-words.ts";

/** Lists, or the product of several, read with a tokenizer. Throws UserError on a list that is no action of its group. */
export async function openWords(read: readonly ReadWordList[], tokenizer: Tokenizer): Promise<TextWords> {
  for (const list of read) await expectAction(list, tokenizer);
  return readWords(
    read.map(({ list }) => list),
    tokenizer,
  );
}

/** Lists as far as they are an action, without the lint: rows that cannot be moved stay. Throws UserError or RangeError where nothing can be made of them. */
export function readWords(lists: readonly WordList[], tokenizer: Tokenizer): TextWords {
  const words = wordAction(lists, tokenizer);
  const byText = lists.some(({ description }) => description.severalTokens === "text");
  return {
    ...(byText ? { byText: { full: textAction(lists), relaxed: textAction(lists.map(withoutGeneral)) } } : {}),
    names: lists.map(({ name }) => name),
    full: words.full,
    relaxed: words.relaxed,
    mask: maskOf(lists),
    swap: demographicSwap(lists),
    listed: lists.flatMap(({ equality }) => equality.flatMap((row) => row.words)),
    demographic: (g) => words.name(g),
    fill: (template, g) => fillTemplate(template, words.phrase(g)),
  };
}

/** Masks every mention of a demographic of the lists; their other words, left standing, are leaks. */
export function maskOf(lists: readonly WordList[]): Mask {
  const demographics = lists.flatMap(({ description }) => description.demographics);
  const alone = demographics.flatMap(({ name, phrase, noun, adjective }) => [
    name,
    phrase,
    noun ?? "",
    adjective ?? "",
  ]);
  const group = groupOf(lists);
  const composed = composedPhrases(phrasesOf(lists, group), group.elements);
  const mentions = [...new Set([...alone, ...composed])].filter((mention) => mention !== "");
  const telling = lists
    .flatMap(({ equality }) => equality.flatMap(({ words }) => words))
    .filter((word) => !mentions.includes(word));
  const ignoreCase = lists.every(({ description }) => description.case === "variants");
  return masker({ mentions, telling, ignoreCase });
}

const composedPhrases = (phrases: Phrases, elements: ReturnType<typeof groupOf>["elements"]) =>
  elements.map((g) => phrases.phrase(g));

async function expectAction(read: ReadWordList, tokenizer: Tokenizer): Promise<void> {
  const { problems, summary } = await lint(read, tokenizer);
  const first = problems.find((problem) => levelOf(problem) === "error");
  if (first === undefined) return;
  const { message, fix } = explain(first);
  const count = summary.errors === 1 ? "" : ` (${summary.errors} errors in all)`;
  throw new UserError(`${message} ${fix} See evenhand words lint ${read.list.folder}${count}.`);
}
