import type { Action } from "../group/action.ts";
import type { Frame } from "../group/frame.ts";
import type { Element } from "../group/group.ts";
import type { Tokenizer } from "../text/token.ts";
import { UserError } from "../text/user-error.ts";
import type { Decoder, DecodePlan } from "./decode-plan.ts";

/** A plan in which the group acts on texts and not on tokens: the policy `text` for words of several tokens. */
export interface TextPlan extends Omit<DecodePlan, "action" | "frame"> {
  readonly action: Action<string>;
  readonly frame: Frame<string>;
  readonly tokenizer: Tokenizer;
}

/** One text to write after a prompt that is a text; see `DecodeJob`. */
export interface TextJob {
  readonly prompt: string;
  readonly element: Element;
  readonly sample: number;
  readonly stream?: number;
}

/** The decoder's search. Throws UserError, with the reason, for a decoder that averages or writes token by token. */
export function searchOf(decoder: Decoder) {
  if ("search" in decoder) return decoder.search;
  throw new UserError(
    `${decoder.name}: expected equizero or r-equizero under the policy "text" but found ${decoder.name}, which needs every listed word to be one token: it compares next-token probabilities across views, and a word of several tokens has none. Choose equizero, or set the policy to "reject" or "general" in list.json.`,
  );
}
