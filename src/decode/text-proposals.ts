import type { Key } from "../math/random.ts";
import type { TokenId } from "../text/token.ts";
import type { CausalLM } from "./causal-lm.ts";
import { viewChance, viewKey } from "./chance.ts";
import type { Finish } from "./decode-plan.ts";
import type { DrawnToken, DrawTokens, RowToDraw } from "./draw-tokens.ts";
import type { View } from "./proposals.ts";
import type { TextPlan } from "./text-plan.ts";
import type { WordBoundary } from "./word-boundary.ts";

/** A view of a text at the start of a round. */
export interface TextView extends Omit<View, "row" | "text"> {
  readonly text: string;
}

/** What a view wrote: whole words after the view's text. */
export interface TextProposal {
  readonly view: TextView;
  readonly tokens: readonly TokenId[];
  readonly logProb: number;
  readonly state: number;
  readonly end: Exclude<Finish, "length"> | undefined;
}

interface Writing extends TextProposal {
  readonly key: Key;
  readonly isDone: boolean;
}

/** Tokens beyond a round's length that a proposal may take to complete its last word. */
const longestWord = 16;

/**
 * Writes up to `length` tokens in every view, and on to the end of the word begun. The first token is drawn given that it lengthens no word, the token
 * after the last is drawn and dropped: so the words are drawn as the model would draw them, and a later round never changes a word of an earlier one.
 */
export async function textProposals(
  model: CausalLM,
  plan: TextPlan,
  draw: DrawTokens,
  boundary: WordBoundary,
  views: readonly TextView[],
  round: number,
  length: number,
): Promise<TextProposal[]> {
  const { tokenizer } = plan;
  const prompts = views.map(({ text }) => tokenizer.encode(text));
  const decoding = await model.open(prompts);
  try {
    let written = views.map((view): Writing => {
      const key = viewKey(view.chance, round, view.text, view.copy);
      return { view, key, tokens: [], logProb: 0, state: view.state, end: undefined, isDone: false };
    });
    for (let step = 0; written.some(({ isDone }) => !isDone); step++) {
      if (step > 0) await decoding.append(written.map(({ tokens, isDone }) => (isDone ? [] : tokens.slice(-1))));
      const rows = written.map((w): RowToDraw | undefined => {
        if (w.isDone) return undefined;
        const row = { state: w.state, chance: viewChance(w.key, step) };
        return step === 0 && boundary.endsInsideWord(w.view.text) ? { ...row, only: boundary.leaves } : row;
      });
      const drawn = await draw(decoding, rows);
      written = written.map((w, i) => {
        const room = model.contextLength - (prompts[i]?.length ?? 0);
        return continued(w, { drawn: drawn[i], step, length, room }, plan, boundary);
      });
    }
    return written;
  } finally {
    await decoding.close();
  }
}

/** A view's writing once a token was drawn at a step of a round. */
function continued(
  w: Writing,
  { drawn, step, length, room }: DrawnAt,
  { stop, tokenizer }: TextPlan,
  boundary: WordBoundary,
): Writing {
  if (drawn === undefined) return w;
  if (step >= length && boundary.leaves[drawn.token] === 1) return { ...w, isDone: true };
  const end = stop(drawn.token);
  const logProb = w.logProb + drawn.logProb;
  if (end !== undefined) return { ...w, logProb, end, isDone: true };
  const tokens = [...w.tokens, drawn.token];
  const isWhole = step + 1 >= length && !boundary.endsInsideWord(tokenizer.decode(tokens));
  return {
    ...w,
    tokens,
    logProb,
    state: drawn.state,
    isDone: isWhole || step + 1 >= Math.min(length + longestWord, room),
  };
}

interface DrawnAt {
  readonly drawn: DrawnToken | undefined;
  readonly step: number;
  readonly length: number;
  /** Tokens that the model holds beside the view's text. */
  readonly room: number;
}
