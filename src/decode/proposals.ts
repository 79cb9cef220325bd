import type { Key } from "../math/random.ts";
import type { TokenId } from "../text/token.ts";
import type { Decoding } from "./causal-lm.ts";
import { type ChanceOf, viewChance, viewKey } from "./chance.ts";
import type { DecodePlan, Finish } from "./decode-plan.ts";
import type { DrawTokens } from "./draw-tokens.ts";

/** A view of a text at the start of a round. */
export interface View {
  /** Its row in the decoding. */
  readonly row: number;
  readonly text: readonly TokenId[];
  /** Tells equal views of one text apart, from 0. */
  readonly copy: number;
  /** What the sampler remembers of the text. */
  readonly state: number;
  readonly chance: ChanceOf;
}

/** What a view's row wrote in a round. */
export interface Proposal {
  readonly view: View;
  readonly tokens: readonly TokenId[];
  /** How many of the tokens the row has read already: all but the last, unless a token that ended the text came after it. */
  readonly appended: number;
  /** Σ log p of what was drawn, the token that ended the text included, nats. */
  readonly logProb: number;
  readonly state: number;
  readonly end: Exclude<Finish, "length"> | undefined;
}

interface Writing extends Proposal {
  readonly key: Key;
}

/** Writes up to `length` tokens in every view with the unmodified model. A view whose text ends waits for the others. Rows end with their last token unread. */
export async function proposals(
  plan: Pick<DecodePlan, "stop">,
  decoding: Decoding,
  draw: DrawTokens,
  views: readonly View[],
  round: number,
  length: number,
): Promise<Proposal[]> {
  let written = views.map((view): Writing => {
    const key = viewKey(view.chance, round, view.text, view.copy);
    return { view, key, tokens: [], appended: 0, logProb: 0, state: view.state, end: undefined };
  });
  for (let step = 0; step < length; step++) {
    if (step > 0) {
      await decoding.append(inRowOrder(written, ({ end, tokens }) => (end === undefined ? tokens.slice(-1) : [])));
      written = written.map((w) => (w.end === undefined ? { ...w, appended: w.tokens.length } : w));
    }
    const rows = inRowOrder(written, (w) =>
      w.end === undefined ? { state: w.state, chance: viewChance(w.key, step) } : undefined,
    );
    if (rows.every((row) => row === undefined)) break;
    const drawn = await draw(decoding, rows);
    written = written.map((w) => {
      const next = drawn[w.view.row];
      if (next === undefined) return w;
      const end = plan.stop(next.token);
      const logProb = w.logProb + next.logProb;
      return end === undefined
        ? { ...w, logProb, tokens: [...w.tokens, next.token], state: next.state }
        : { ...w, logProb, end };
    });
  }
  return written;
}

function inRowOrder<T>(written: readonly Writing[], value: (w: Writing) => T): T[] {
  const rows = Array.from<T>({ length: written.length });
  for (const w of written) rows[w.view.row] = value(w);
  return rows;
}
