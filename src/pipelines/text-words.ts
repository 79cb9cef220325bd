import type { Frame } from "../group/frame.ts";
import type { Element } from "../group/group.ts";
import type { TokenId } from "../text/token.ts";
import type { TokenAction } from "../wordlist/token-action.ts";
import type { TextAction } from "../wordlist/text-action.ts";
import type { DemographicSwap } from "../wordlist/swap-demographics.ts";
import type { Mask } from "./score.ts";

/** An action with the frame that chance is named by. */
export interface FramedAction {
  readonly action: TokenAction;
  readonly frame: Frame<readonly TokenId[]>;
}

/** Word lists as text generation needs them: read with a model's tokenizer. */
export interface TextWords {
  readonly names: readonly string[];
  /** For base, equi and equizero. */
  readonly full: FramedAction;
  /** For the relaxed decoders: general words stay. */
  readonly relaxed: FramedAction;
  /** Where a list moves whole words of the text: equizero works on texts then, and not on tokens. */
  readonly byText?: { readonly full: TextAction; readonly relaxed: TextAction };
  readonly mask: Mask;
  /** Puts each demographic in a text in turn: what the classifier is tested with. */
  readonly swap?: DemographicSwap;
  /** The words that the group moves, for marking them in a text. */
  readonly listed: readonly string[];
  /** What the element's texts are about: "man", "Black woman". */
  demographic(g: Element): string;
  /** A template filled for the element. */
  fill(template: string, g: Element): string;
}
