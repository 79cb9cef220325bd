import type { Element } from "../group/group.ts";
import type { TokenId } from "../text/token.ts";
import type { TokenAction } from "../wordlist/token-action.ts";

/** images[g], the table v ↦ g·v, shape (V). Throws RangeError where g is no element of the action's group. */
export function tableOf(action: TokenAction, g: Element): Int32Array {
  const table = action.images[g];
  if (table === undefined) throw new RangeError(`Expected an element of ${action.group.name} but received ${g}.`);
  return table;
}

/** g·x: each token moved by itself. Throws RangeError where a token lies outside the vocabulary. */
export function moveTokens(action: TokenAction, g: Element, tokens: readonly TokenId[]): TokenId[] {
  const table = tableOf(action, g);
  return tokens.map((token) => {
    const moved = table[token];
    if (moved === undefined)
      throw new RangeError(`Expected a token below ${action.vocabularySize} but received ${token}.`);
    return moved as TokenId;
  });
}

/** The elements g with g·from = to, in increasing order: empty, or a coset of the stabiliser of `from`. */
export function carriers(action: TokenAction, from: readonly TokenId[], to: readonly TokenId[]): Element[] {
  return action.group.elements.filter((g) => {
    const table = tableOf(action, g);
    return from.length === to.length && from.every((token, i) => table[token] === to[i]);
  });
}
