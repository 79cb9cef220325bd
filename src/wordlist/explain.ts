import { type Problem, type ProblemCode, placeOf } from "./problem.ts";

/** What to tell an author: expected what but found what, and what to do next. */
export interface Explanation {
  readonly message: string;
  readonly fix: string;
}

type Sentences = {
  readonly [Code in ProblemCode]: (problem: Problem & { code: Code }) => [message: string, fix: string];
};

const quote = (words: readonly string[]): string => words.map((word) => JSON.stringify(word)).join(", ");

const sentences: Sentences = {
  "byte-order-mark": () => ["expected plain UTF-8 but found a byte-order mark", "Save the file without it."],
  crlf: () => ["expected lines that end in LF but found CRLF", "Save the file with LF line ends."],
  "empty-file": () => ["expected a heading row but found an empty file", "Write a heading with the column names."],
  "not-csv": ({ found }) => [`expected CSV but found: ${found}`, "Mend the quotes or the commas of this row."],
  "not-utf-8": () => ["expected UTF-8 but found other bytes", "Save the file as UTF-8."],
  "duplicate-header": ({ words }) => [
    `expected each column once but found ${quote(words)} again`,
    "Rename or delete one of the columns.",
  ],
  "missing-column": ({ words }) => [
    `expected a column for each demographic of list.json but found none named ${quote(words)}`,
    "Add the column, or take the demographic out of list.json.",
  ],
  "unknown-column": ({ words }) => [
    `expected the demographics, role, number and note but found a column ${quote(words)}`,
    "It is ignored: rename or delete it.",
  ],
  "row-length": ({ expected, found }) => [
    `expected ${expected} cells, as in the heading, but found ${found}`,
    "Add the missing word or delete the row.",
  ],
  "empty-cell": () => ["expected a word for each demographic but found an empty cell", "Fill it or delete the row."],
  "untrimmed-cell": ({ words }) => [
    `expected words without space around them but found ${quote(words)}`,
    "Delete the space; the word is read without it.",
  ],
  "duplicate-row": ({ words }) => [`expected each row once but found ${quote(words)} again`, "Delete one of the rows."],
  "duplicate-word": ({ words }) => [`expected each word once but found ${quote(words)} again`, "Delete one of them."],
  "self-map": ({ words }) => [
    `expected a different word for each demographic but found ${quote(words)} in one row`,
    "Give each its own word, or move the word to general.csv.",
  ],
  "control-character": ({ words }) => [
    `expected printable words but found a control character in ${quote(words)}`,
    "Delete the character.",
  ],
  "word-in-two-rows": ({ words, other }) => [
    `expected each word in one row but found ${quote(words)} also in ${other}`,
    "Keep it in one of the rows: an action sends a word to one word only.",
  ],
  "many-to-one": ({ words, other }) => [
    `expected one partner for each word but found ${quote(words)} with another partner in ${other}, so the swap cannot be undone`,
    "Keep one of the rows and list the words of the other in general.csv.",
  ],
  overlap: ({ words, other }) => [
    `expected equality, neutral and general words to be different but found ${quote(words)} also in ${other}`,
    "Keep the word in one of the files.",
  ],
  "many-tokens": ({ words, pieces, policy }) => [
    `expected ${quote(words)} to be one token but it splits into ${quote(pieces)}${policy === "reject" ? "" : ", so the token action leaves its row alone"}`,
    policy === "reject"
      ? 'Choose another word, or set severalTokens in list.json to "general" or "text".'
      : 'Nothing to do; the text policy ("severalTokens": "text") moves such words for equizero.',
  ],
  "colliding-pieces": ({ words, piece, other, image }) => [
    `expected the action to leave ${quote(words)} whole but its piece ${quote([piece])} moves as a form of ${quote([other])}, which makes it ${quote([image])}`,
    "Delete the word, or the row that moves this piece.",
  ],
  "variant-missing": ({ words, forms }) => [
    `the forms ${quote(forms)} of ${quote(words)} are not one token each, so the token action leaves them alone`,
    "Nothing to do; texts where these forms matter need the text policy.",
  ],
  "not-bijective": ({ found }) => [
    `expected a bijection of the tokens whose d-th power is the identity but found: ${found}`,
    "Delete the row that breaks it.",
  ],
  "several-words": ({ words }) => [
    `expected single words under the text policy but found ${quote(words)}`,
    "A phrase can swallow its neighbours, and its swap could not be undone: delete the row.",
  ],
  "phrase-not-moved": ({ demographic, words }) => [
    `expected the prompt phrase ${quote(words)} to hold a listed word of ${quote([demographic])} that the action moves but found none`,
    "Use a word of the demographic's column in the phrase, one token long.",
  ],
  "phrases-not-orbit": ({ demographic, words, image }) => [
    `expected the prompt phrases to be images of one another but found ${quote(words)} for ${quote([demographic])} where the action writes ${quote([image])}`,
    "Write the phrases alike but for words of one row.",
  ],
  "general-row-split": ({ words, rest }) => [
    `expected all words of a row in general.csv or none but found only ${quote(words)}`,
    `Add ${quote(rest)} to general.csv, or take ${quote(words)} out.`,
  ],
  "plural-missing": ({ words, plurals }) => [
    `the singular row ${quote(words)} has no row of its plurals`,
    `Add the row ${plurals.join(",")} if it is right.`,
  ],
  "lists-share-words": ({ words, other }) => [
    `expected the lists of a product to share no word but found ${quote(words)} also in ${other}`,
    "Delete the word from one of the lists.",
  ],
};

/** One or two sentences that a word list's author can act on. */
export function explain(problem: Problem): Explanation {
  const sentence = sentences[problem.code] as (problem: Problem) => [string, string];
  const [message, fix] = sentence(problem);
  return { message: `${placeOf(problem)}: ${message}.`, fix };
}
