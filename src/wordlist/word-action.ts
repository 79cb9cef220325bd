import { cyclic } from "../group/cyclic.ts";
import type { CosetFrame } from "../group/frame.ts";
import type { PermutationAction } from "../group/permutation-action.ts";
import { product, type ProductGroup } from "../group/product.ts";
import { sequenceFrame } from "../group/sequence-frame.ts";
import type { TokenId, Tokenizer } from "../text/token.ts";
import { UserError } from "../text/user-error.ts";
import { listAction, type ListAction } from "./list-action.ts";
import { type Phrases, phrasesOf } from "./phrases.ts";
import { productAction } from "./product-action.ts";
import { sharedWords } from "./shared-words.ts";
import { explain } from "./explain.ts";
import { tokenAction, type TokenAction } from "./token-action.ts";
import type { TokenCycle } from "./token-cycles.ts";
import type { WordList } from "./word-list.ts";

/** An action on tokens with the frame that brings the first listed word of a prompt to column 0 of its list. */
export interface FramedTokens {
  readonly action: TokenAction;
  readonly frame: CosetFrame<readonly TokenId[]>;
}

/** A list, or a product of lists, as a group acting on a tokenizer's tokens. */
export interface WordAction extends Phrases {
  readonly lists: readonly WordList[];
  readonly group: ProductGroup;
  /** For base, equi and equizero. */
  readonly full: FramedTokens;
  /** For the relaxed decoders: rows with a general word stay. */
  readonly relaxed: FramedTokens;
}

/** The group of a product of lists, elements in mixed radix, the last list fastest; of one list, Cₙ by itself. */
export function groupOf(lists: readonly WordList[]): ProductGroup {
  return product(...lists.map(({ description }) => cyclic(description.demographics.length)));
}

/**
 * The action of a list, or of the product of lists. Bijection and the laws of an action are proved on all tokens. Throws UserError where lists share a word
 * or their prompts cannot be composed. Cost: about |G|·V.
 */
export function wordAction(lists: readonly WordList[], tokenizer: Tokenizer): WordAction {
  const [shared] = sharedWords(lists);
  if (shared !== undefined) {
    const { message, fix } = explain(shared);
    throw new UserError(`${message} ${fix}`);
  }
  const group = groupOf(lists);
  const actions = lists.map((list) => listAction(list, tokenizer));
  const relaxed = productOf(group, actions, "relaxed");
  const general = unmoved(union(actions.map((action) => action.general)), relaxed);
  return {
    lists,
    group,
    ...phrasesOf(lists, group),
    full: framed(
      productOf(group, actions, "full"),
      actions.flatMap(({ cycles }) => cycles),
      general,
    ),
    relaxed: framed(
      relaxed,
      actions.flatMap(({ relaxedCycles }) => relaxedCycles),
      general,
    ),
  };
}

const productOf = (group: ProductGroup, actions: readonly ListAction[], which: "full" | "relaxed"): PermutationAction =>
  productAction(
    group,
    actions.map((action) => action[which]),
  );

function framed(action: PermutationAction, cycles: readonly TokenCycle[], general: Uint8Array): FramedTokens {
  const columns = columnsOf(cycles);
  return {
    action: tokenAction(action, general),
    frame: sequenceFrame<TokenId>(action, (token) => columns.get(token) ?? token),
  };
}

const columnsOf = (cycles: readonly TokenCycle[]): ReadonlyMap<TokenId, number> =>
  new Map(cycles.flatMap(({ tokens }) => tokens.map((token, column): [TokenId, number] => [token, column])));

const union = (masks: readonly Uint8Array[]): Uint8Array =>
  masks.reduce((all, mask) => all.map((value, i) => value | (mask[i] as number)));

/** In a product a token that one list moves is not general, whatever another list says. */
const unmoved = (general: Uint8Array, { images }: PermutationAction): Uint8Array =>
  general.map((value, token) => (images.every((image) => image[token] === token) ? value : 0));
