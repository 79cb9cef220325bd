import type { Element } from "../group/group.ts";
import type { TokenId } from "../text/token.ts";

/** One prompt and where it stands in its orbit. */
export interface TextPrompt {
  readonly text: string;
  readonly tokens: readonly TokenId[];
  readonly element: Element;
  readonly demographic: string | null;
  readonly context: string | null;
  readonly template: string | null;
  /** Prompts of one orbit share it; different templates draw different chance. */
  readonly stream: number;
}

/** The prompts of one orbit, in order of their elements; a single one where no listed word is in it. */
export type PromptOrbit = readonly TextPrompt[];
