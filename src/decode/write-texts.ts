import { decoderTraits } from "./decoder-traits.ts";
import { type Element, identity } from "../group/group.ts";
import type { TokenId } from "../text/token.ts";
import type { CausalLM, ViewFold } from "./causal-lm.ts";
import { stepChance } from "./chance.ts";
import type { DecodePlan, Finish, SearchRound } from "./decode-plan.ts";
import type { DecodeUnit } from "./decode-unit.ts";
import { tokenDrawer } from "./draw-tokens.ts";
import { moveTokens } from "./move-tokens.ts";

/** What a unit's computation tells: `unit` counts the units of the batch. Tokens are in the unit's own frame. */
export type UnitEvent =
  | { readonly kind: "tokens"; readonly unit: number; readonly tokens: readonly TokenId[] }
  | { readonly kind: "round"; readonly unit: number; readonly round: SearchRound }
  | { readonly kind: "finished"; readonly unit: number; readonly tokens: readonly TokenId[]; readonly finish: Finish };

/** A text on its way. */
interface Growing {
  readonly unit: number;
  readonly tokens: TokenId[];
  state: number;
}

/** Writes the texts of base, equi or r-equi, a token a step, all views of a text in one fold. Texts that end leave the batch. */
export async function* writeTexts(
  model: CausalLM,
  plan: DecodePlan,
  units: readonly DecodeUnit[],
): AsyncGenerator<UnitEvent> {
  const { action, sampling, maxNewTokens } = plan;
  const fold = viewFold(plan);
  const views = fold === undefined ? [identity] : action.group.elements;
  const draw = tokenDrawer(sampling, model.vocabularySize);
  const decoding = await model.open(units.flatMap(({ prompt }) => views.map((g) => moveTokens(action, g, prompt))));
  try {
    let growing: Growing[] = units.map((_, unit) => ({ unit, tokens: [], state: sampling.sampler.start }));
    for (let step = 0; growing.length > 0; step++) {
      const rows = growing.map(({ unit, state }) => {
        const { chance, names } = units[unit] as DecodeUnit;
        return { state, chance: stepChance(chance, step, names) };
      });
      const drawn = await draw(decoding, rows, fold);
      const events = growing.map((text, i) => grow(text, drawn[i], plan));
      yield* events.flat();
      const kept = growing.flatMap((_, i) => (events[i]?.at(-1)?.kind === "finished" ? [] : [i]));
      if (kept.length < growing.length)
        await decoding.keep(kept.flatMap((i) => views.map((_, v) => i * views.length + v)));
      growing = kept.map((i) => growing[i] as Growing);
      if (step + 1 < maxNewTokens)
        await decoding.append(growing.flatMap(({ tokens }) => lastInViews(plan, views, tokens)));
    }
  } finally {
    await decoding.close();
  }
}

/** How the decoder folds the views of a text: none for base; r-equi leaves general words to view 0, the text itself. */
export function viewFold({ decoder, action }: Pick<DecodePlan, "decoder" | "action">): ViewFold | undefined {
  if (!("average" in decoder)) return undefined;
  const { average } = decoder;
  // aligned[v] = raw[g·v] is the view of g moved back: the table of g itself, not of its inverse.
  const fold = { alignments: action.images, average };
  return decoderTraits[decoder.name].isRelaxed ? { ...fold, own: action.general } : fold;
}

function grow(text: Growing, drawn: { token: TokenId; state: number } | undefined, plan: DecodePlan): UnitEvent[] {
  if (drawn === undefined) throw new RangeError("Expected a draw for every text of the batch.");
  const { unit, tokens } = text;
  const end = plan.stop(drawn.token);
  if (end !== undefined) return [{ kind: "finished", unit, tokens, finish: end }];
  tokens.push(drawn.token);
  text.state = drawn.state;
  const written: UnitEvent = { kind: "tokens", unit, tokens: [drawn.token] };
  return tokens.length < plan.maxNewTokens
    ? [written]
    : [written, { kind: "finished", unit, tokens, finish: "length" }];
}

function lastInViews({ action }: DecodePlan, views: readonly Element[], tokens: readonly TokenId[]): TokenId[][] {
  return views.map((g) => moveTokens(action, g, tokens.slice(-1)));
}
