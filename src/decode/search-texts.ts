import type { Element } from "../group/group.ts";
import type { TokenId } from "../text/token.ts";
import type { CausalLM, Decoding } from "./causal-lm.ts";
import { stabiliserPick } from "./chance.ts";
import { chooseCandidate } from "./choose-candidate.ts";
import type { DecodePlan, Finish, RegardSearch, SearchCandidate } from "./decode-plan.ts";
import type { DecodeUnit } from "./decode-unit.ts";
import { type DrawTokens, tokenDrawer } from "./draw-tokens.ts";
import { judgeCandidates } from "./judge-candidates.ts";
import { carriers, moveTokens } from "./move-tokens.ts";
import { type Proposal, proposals, type View } from "./proposals.ts";
import type { UnitEvent } from "./write-texts.ts";

/** A text on its way: all its views lie in consecutive rows of the decoding. */
interface Search {
  readonly unit: number;
  /** New tokens, in the unit's own frame. */
  readonly tokens: readonly TokenId[];
  readonly state: number;
  /** rows[g]: the place of view g among the text's rows. Rows of equal views change places when the winner does. */
  readonly rows: readonly number[];
}

/** A search after a round: its tokens and what its rows must read. */
interface Round {
  readonly search: Search;
  readonly finish: Finish | undefined;
  readonly events: readonly UnitEvent[];
  /** Of each row: how many of its tokens stay, and what it reads after them. */
  readonly lengths: readonly number[];
  readonly reads: readonly (readonly TokenId[])[];
}

/**
 * Writes the texts of equizero or r-equizero: each round every view writes up to `beam` tokens with the unmodified model, the best by
 * (regard, then log-probability, then tokens) is moved back and taken by all. The winner's row keeps its cache; the other views go back to the start of the
 * round and read the moved tokens in one pass. Source: Basu et al. 2023, arXiv:2305.09900, with independent chance for every view.
 */
export async function* searchTexts(
  model: CausalLM,
  plan: DecodePlan,
  units: readonly DecodeUnit[],
): AsyncGenerator<UnitEvent> {
  const { action, maxNewTokens, decoder } = plan;
  if (!("search" in decoder)) throw new RangeError(`Expected a decoder that searches but received ${decoder.name}.`);
  const { search } = decoder;
  const views = action.group.elements;
  const draw = tokenDrawer(plan.sampling, model.vocabularySize);
  const decoding = await model.open(units.flatMap(({ prompt }) => views.map((g) => moveTokens(action, g, prompt))));
  try {
    let searches: readonly Search[] = units.map((_, unit) => ({
      unit,
      tokens: [],
      state: plan.sampling.sampler.start,
      rows: [...views],
    }));
    for (let number = 0; searches.length > 0; number++) {
      const length = Math.min(search.beam, maxNewTokens - number * search.beam);
      const written = await proposeAll(plan, units, searches, decoding, draw, number, length);
      const judged = await judgeAll(search, written);
      const rounds = searches.map((s, i) =>
        takeBest(plan, units[s.unit] as DecodeUnit, s, written[i] ?? [], judged[i] ?? [], number),
      );
      yield* rounds.flatMap(({ events }) => events);
      searches = await goOn(decoding, rounds, views.length);
    }
  } finally {
    await decoding.close();
  }
}

/** What every view of every search writes this round, by search and by element. */
async function proposeAll(
  plan: DecodePlan,
  units: readonly DecodeUnit[],
  searches: readonly Search[],
  decoding: Decoding,
  draw: DrawTokens,
  round: number,
  length: number,
): Promise<Proposal[][]> {
  const { elements } = plan.action.group;
  const views = searches.flatMap(({ unit, tokens, state, rows }, i) => {
    const { prompt, chance } = units[unit] as DecodeUnit;
    const texts = elements.map((g) => moveTokens(plan.action, g, prompt.concat(tokens)));
    return texts.map((text, g): View => ({
      row: i * elements.length + (rows[g] ?? NaN),
      text,
      copy: copyNumber(texts, g),
      state,
      chance,
    }));
  });
  const all = await proposals(plan, decoding, draw, views, round, length);
  return searches.map((_, i) => all.slice(i * elements.length, (i + 1) * elements.length));
}

/** How many of the views before the g-th are equal to it. */
function copyNumber(texts: readonly (readonly TokenId[])[], g: number): number {
  const text = texts[g]?.join();
  return texts.slice(0, g).filter((earlier) => earlier.join() === text).length;
}

/** The candidates of every search, all judged together. */
async function judgeAll(search: RegardSearch, written: readonly (readonly Proposal[])[]): Promise<SearchCandidate[][]> {
  const judged = await judgeCandidates(
    search,
    written.flatMap((views) =>
      views.map(({ view, tokens, logProb }, g) => {
        return { element: g as Element, tokens, text: search.decode(view.text.concat(tokens)), logProb };
      }),
    ),
  );
  let from = 0;
  return written.map(({ length }) => judged.slice(from, (from += length)));
}

/** Chooses a search's winner and says what its rows read next. */
function takeBest(
  plan: DecodePlan,
  { chance, prompt }: DecodeUnit,
  search: Search,
  written: readonly Proposal[],
  candidates: readonly SearchCandidate[],
  number: number,
): Round {
  const { action, maxNewTokens } = plan;
  const { unit, rows } = search;
  const { winner, decidedBy } = chooseCandidate(
    candidates,
    written.map(({ view }) => view.text),
  );
  const best = written[winner] as Proposal;
  const start = best.view.text.length;
  // Every element that moves the text so far to the winner's view could have written it: one of them, picked by the seed, moves it back.
  const makers = carriers(action, prompt.concat(search.tokens), best.view.text);
  const maker = makers[stabiliserPick(chance, number, makers.length)] as Element;
  const back = action.group.inverse(maker);
  const added = moveTokens(action, back, best.tokens);
  const tokens = search.tokens.concat(added);
  const finish = best.end ?? (tokens.length >= maxNewTokens ? "length" : undefined);
  const swapped = rows.with(maker, rows[winner] ?? NaN).with(winner, rows[maker] ?? NaN);
  const lengths = action.group.elements.map((g) => (g === maker ? start + best.appended : start));
  const reads = action.group.elements.map((g) =>
    g === maker ? best.tokens.slice(best.appended) : moveTokens(action, g, added),
  );
  return {
    search: { unit, tokens, state: best.state, rows: swapped },
    finish,
    lengths: inRows(lengths, swapped),
    reads: inRows(reads, swapped),
    events: [
      { kind: "round", unit, round: { number, candidates, winner, decidedBy } },
      ...(added.length > 0 ? [{ kind: "tokens", unit, tokens: added } as const] : []),
      ...(finish === undefined ? [] : [{ kind: "finished", unit, tokens, finish } as const]),
    ],
  };
}

/** Values by element, put in the order of the rows that the elements' views lie in. */
function inRows<T>(byElement: readonly T[], rows: readonly number[]): T[] {
  return byElement.map((_, row) => byElement[rows.indexOf(row)] as T);
}

/** Lets finished searches leave and brings the rows of the others to the round's outcome. */
async function goOn(decoding: Decoding, rounds: readonly Round[], views: number): Promise<Search[]> {
  const kept = rounds.flatMap((round, i) => (round.finish === undefined ? [i] : []));
  if (kept.length < rounds.length)
    await decoding.keep(kept.flatMap((i) => Array.from({ length: views }, (_, v) => i * views + v)));
  if (kept.length === 0) return [];
  const going = kept.map((i) => rounds[i] as Round);
  await decoding.rewind(going.flatMap(({ lengths }) => lengths));
  await decoding.append(going.flatMap(({ reads }) => reads));
  return going.map(({ search }) => search);
}
