import type { Action } from "../group/action.ts";
import { cyclic } from "../group/cyclic.ts";
import type { CosetFrame } from "../group/frame.ts";
import type { Element } from "../group/group.ts";
import type { PermutationAction } from "../group/permutation-action.ts";
import { cosetFrame } from "../group/frame.ts";
import { sequenceFrame } from "../group/sequence-frame.ts";
import { UserError } from "../text/user-error.ts";
import { cycleAction } from "./orbit-tables.ts";
import { productAction } from "./product-action.ts";
import { textPieces } from "./text-words.ts";
import { groupOf } from "./word-action.ts";
import type { WordList } from "./word-list.ts";
import { writtenForms } from "./written-forms.ts";

/** A group acting on texts by replacing whole words, in each of their written forms. */
export interface TextAction {
  readonly action: Action<string>;
  /** Brings the first listed word to column 0 of its list. */
  readonly frame: CosetFrame<string>;
}

interface Vocabulary {
  readonly words: readonly string[];
  readonly columns: readonly number[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Cycles of each list, as indices of words. */
  readonly cycles: readonly (readonly (readonly number[])[])[];
}

/**
 * The action of lists on texts, for words of several tokens. It is an action on all texts: its words are whole words and a permutation of them is checked
 * to be an action, and replacing a word moves no word boundary; so g⁻¹·(g·text) = text. Throws UserError on a row that would break this: a phrase, or a
 * form of a word that stands in two rows.
 */
export function textAction(lists: readonly WordList[]): TextAction {
  const group = groupOf(lists);
  const vocabulary = vocabularyOf(lists);
  const actions = lists.map((list, i) =>
    cycleAction(
      cyclic(list.description.demographics.length),
      vocabulary.cycles[i] as readonly (readonly number[])[],
      vocabulary.words.length,
    ),
  );
  const words = productAction(group, actions);
  const frame = sequenceFrame<number>(words, (word) => vocabulary.columns[word] as number);
  return {
    action: { group, apply: (g, text) => moveWords(vocabulary, words, g, text) },
    frame: cosetFrame((text) => frame.carriers(listedIn(vocabulary, text))),
  };
}

function moveWords({ words, indexOf }: Vocabulary, action: PermutationAction, g: Element, text: string): string {
  return textPieces(text)
    .map((piece) => {
      const index = piece.isWord ? indexOf.get(piece.text) : undefined;
      return index === undefined ? piece.text : words[action.apply(g, index)];
    })
    .join("");
}

const listedIn = ({ indexOf }: Vocabulary, text: string): readonly number[] =>
  textPieces(text).flatMap((piece) => indexOf.get(piece.text) ?? []);

function vocabularyOf(lists: readonly WordList[]): Vocabulary {
  const words: string[] = [];
  const columns: number[] = [];
  const indexOf = new Map<string, number>();
  const cycles = lists.map((list) =>
    list.equality.flatMap(({ words: row, row: line }) =>
      writtenForms(row, list.description.case).map((forms) =>
        forms.map((form, column) => {
          checkForm(form, indexOf, `${list.folder}/equality.csv, row ${line}`);
          indexOf.set(form, words.length);
          columns.push(column);
          return words.push(form) - 1;
        }),
      ),
    ),
  );
  return { words, columns, indexOf, cycles };
}

function checkForm(form: string, known: ReadonlyMap<string, number>, where: string): void {
  const [piece, ...more] = textPieces(form);
  if (piece === undefined || !piece.isWord || more.length > 0) {
    throw new UserError(
      `${where}: expected a single word under the text policy but found "${form}", whose swap could not be undone in every text. Delete the row.`,
    );
  }
  if (known.has(form)) {
    throw new UserError(
      `${where}: expected each written form of a word in one row but found "${form}" again. Delete one of the rows, or set "case" to "as-written" in list.json.`,
    );
  }
}
