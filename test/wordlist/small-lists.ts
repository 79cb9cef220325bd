import { readWordList, type ReadWordList } from "../../src/wordlist/read-word-list.ts";
import type { ListDescription } from "../../src/wordlist/word-list.ts";

const description: ListDescription = {
  version: 1,
  title: "Test",
  demographics: [
    { name: "man", phrase: "man", noun: "man" },
    { name: "woman", phrase: "woman", noun: "woman" },
  ],
  case: "as-written",
  severalTokens: "general",
  partition: "general",
  source: "this test",
  licence: "MIT",
};

/** A list as somebody might save it: the text of its files. A clean one where nothing is given. */
export function smallList(
  given: {
    readonly equality?: string;
    readonly neutral?: string;
    readonly general?: string;
    readonly description?: Partial<ListDescription>;
  } = {},
): ReadWordList {
  return readWordList("small", "small", {
    description: JSON.stringify({ ...description, ...given.description }),
    equality: given.equality ?? "man,woman\nman,woman\nking,queen\n",
    neutral: given.neutral ?? "word\nnurse\n",
    general: given.general ?? "word\nperson\n",
  });
}
