import { type Element, identity } from "../group/group.ts";
import type { TokenId } from "../text/token.ts";
import type { CausalLM } from "./causal-lm.ts";
import { type ChanceOf, chanceOf, frameCoin, stabiliserPick } from "./chance.ts";
import { checkLength } from "./check-length.ts";
import { checkSettings } from "./check-plan.ts";
import { chooseCandidate } from "./choose-candidate.ts";
import type { DecodeEvent, Finish, SearchCandidate } from "./decode-plan.ts";
import { type DrawTokens, tokenDrawer } from "./draw-tokens.ts";
import { judgeCandidates } from "./judge-candidates.ts";
import { seenFrom } from "./seen-from.ts";
import { searchOf, type TextJob, type TextPlan } from "./text-plan.ts";
import { textProposals, type TextProposal, type TextView } from "./text-proposals.ts";
import { type WordBoundary, wordBoundary } from "./word-boundary.ts";

/** A text on its way, in the frame it is computed in. */
interface Search {
  readonly job: number;
  readonly text: string;
  /** The new tokens told so far, as the job's own text has them. */
  readonly tokens: readonly TokenId[];
  readonly state: number;
  readonly chance: ChanceOf;
  /** Carries the text to the job. */
  readonly by: Element;
}

/**
 * EquizeroLM on texts, for words of several tokens: as `generate`, but the group moves whole words of the text, every round reads its views from the start, and
 * proposals are whole words. Moving a text moves its beginning and its end apart only between words, so a text grows at its end alone.
 * Laws as those of `generate`. A text may pass `maxNewTokens` by the end of its last word, and ends where one of its views fills the model; `tokens` are those of each round's words.
 * Throws UserError for other decoders, with the reason, and on a prompt of which the model cannot hold every view.
 */
export async function* generateByText(
  model: CausalLM,
  plan: TextPlan,
  jobs: Iterable<TextJob> | AsyncIterable<TextJob>,
): AsyncGenerator<DecodeEvent> {
  searchOf(plan.decoder);
  checkSettings(plan);
  const boundary = wordBoundary(plan.tokenizer);
  const draw = tokenDrawer(plan.sampling, model.vocabularySize);
  const atOnce = Math.max(1, Math.floor(plan.batchSize / plan.action.group.order));
  let held: Search[] = [];
  let job = 0;
  for await (const next of jobs) {
    checkLength(model, `Prompt ${job + 1}`, longestView(plan, next.prompt), plan.maxNewTokens);
    held.push(startOf(plan, next, job++));
    if (held.length < atOnce) continue;
    yield* searchBatch(model, plan, draw, boundary, held);
    held = [];
  }
  if (held.length > 0) yield* searchBatch(model, plan, draw, boundary, held);
}

/** The most tokens that a view of a text has: views of a word have different numbers of them. */
const longestView = ({ action, tokenizer }: TextPlan, text: string): number =>
  Math.max(...action.group.elements.map((g) => tokenizer.encode(action.apply(g, text)).length));

function startOf(plan: TextPlan, job: TextJob, number: number): Search {
  const { action, frame, frames, sampling } = plan;
  const chance = chanceOf(plan, job);
  const c = frames === "on" ? frame.of(job.prompt, frameCoin(chance)) : identity;
  const prompt = action.apply(c, job.prompt);
  return {
    job: number,
    text: prompt,
    tokens: [],
    state: sampling.sampler.start,
    chance,
    by: action.group.inverse(c),
  };
}

async function* searchBatch(
  model: CausalLM,
  plan: TextPlan,
  draw: DrawTokens,
  boundary: WordBoundary,
  batch: readonly Search[],
): AsyncGenerator<DecodeEvent> {
  const { order } = plan.action.group;
  let searches = batch;
  for (let round = 0; searches.length > 0; round++) {
    const length = Math.min(searchOf(plan.decoder).beam, plan.maxNewTokens - round * searchOf(plan.decoder).beam);
    const views = searches.flatMap((search) => viewsOf(plan, search));
    const written = await textProposals(model, plan, draw, boundary, views, round, length);
    const candidates = await judged(plan, written);
    const outcomes = searches.map((search, i) => {
      const own = [i * order, (i + 1) * order] as const;
      return takeBest({ plan, model, search }, written.slice(...own), candidates.slice(...own), round);
    });
    yield* outcomes.flatMap(({ events }) => events);
    searches = outcomes.flatMap(({ search, finish }) => (finish === undefined ? [search] : []));
  }
}

function viewsOf({ action }: TextPlan, { text, state, chance }: Search): TextView[] {
  const texts = action.group.elements.map((g) => action.apply(g, text));
  return texts.map((text, g) => ({
    text,
    state,
    chance,
    copy: texts.slice(0, g).filter((earlier) => earlier === text).length,
  }));
}

function judged(plan: TextPlan, written: readonly TextProposal[]): Promise<SearchCandidate[]> {
  const { tokenizer, action, decoder } = plan;
  const candidates = written.map(({ view, tokens, logProb }, i) => {
    const element = (i % action.group.order) as Element;
    return { element, tokens, text: view.text + tokenizer.decode(tokens), logProb };
  });
  return judgeCandidates(searchOf(decoder), candidates);
}

/** Chooses the winner, moves its whole text back, and tells what came of it. */
function takeBest(
  { plan, model, search }: { readonly plan: TextPlan; readonly model: CausalLM; readonly search: Search },
  written: readonly TextProposal[],
  candidates: readonly SearchCandidate[],
  number: number,
): { search: Search; finish: Finish | undefined; events: DecodeEvent[] } {
  const { action, tokenizer, maxNewTokens } = plan;
  const { winner, decidedBy } = chooseCandidate(
    candidates,
    written.map(({ view }) => tokenizer.encode(view.text)),
  );
  const best = written[winner] as TextProposal;
  const makers = action.group.elements.filter((g) => action.apply(g, search.text) === best.view.text);
  const maker = makers[stabiliserPick(search.chance, number, makers.length)] as Element;
  const text = action.apply(action.group.inverse(maker), best.view.text + tokenizer.decode(best.tokens));
  const { job, by } = search;
  const added = tokenizer.encode(action.apply(by, text).slice(action.apply(by, search.text).length));
  const tokens = search.tokens.concat(added);
  const isLong = (number + 1) * searchOf(plan.decoder).beam >= maxNewTokens;
  const finish =
    best.end ?? (isLong || longestView(plan, text) >= model.contextLength ? ("length" as const) : undefined);
  return {
    search: { ...search, text, tokens, state: best.state },
    finish,
    events: [
      { kind: "round", job, round: seenFrom(action.group, by, { number, candidates, winner, decidedBy }) },
      ...(added.length > 0 ? [{ kind: "tokens", job, tokens: added } as const] : []),
      ...(finish === undefined ? [] : [{ kind: "finished", job, tokens, finish } as const]),
    ],
  };
}
