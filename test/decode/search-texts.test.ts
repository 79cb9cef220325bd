import { describe, expect, it } from "vitest";
import { tokenDrawer } from "../../src/decode/draw-tokens.ts";
import { chanceOf } from "../../src/decode/chance.ts";
import type { DecodeEvent, DecodeJob, DecodePlan, SearchCandidate, SearchRound } from "../../src/decode/decode-plan.ts";
import { full } from "../../src/decode/full.ts";
import { generate } from "../../src/decode/generate.ts";
import { moveTokens } from "../../src/decode/move-tokens.ts";
import { proposals, type View } from "../../src/decode/proposals.ts";
import { identity } from "../../src/group/group.ts";
import type { TokenId } from "../../src/text/token.ts";
import type { TokenAction } from "../../src/wordlist/token-action.ts";
import { hashModel } from "../fakes/function-model.ts";
import { finished, hashRegard, hashSearch, planFor, tokens } from "../fakes/plans.ts";
import { smallActions, smallVocabulary, swap, threes } from "../fakes/token-actions.ts";

const model = () => hashModel(smallVocabulary);
const never = () => undefined;
const searching = (action: TokenAction, beam: number, change: Partial<DecodePlan> = {}) =>
  planFor(action, { decoder: { name: "equizero", search: hashSearch(beam) }, stop: never, ...change });
const job = (prompt: readonly TokenId[], sample = 0): DecodeJob => ({ prompt, element: identity, sample });

async function rounds(plan: DecodePlan, prompt: readonly TokenId[]): Promise<SearchRound[]> {
  const seen: DecodeEvent[] = [];
  for await (const event of generate(model(), plan, [job(prompt)])) seen.push(event);
  return seen.flatMap((event) => (event.kind === "round" ? [event.round] : []));
}

describe.each(smallActions)("%s", (_, action) => {
  const prompt = tokens(0, 12, 4);
  const order = action.group.order;

  it("reads each prompt once, then at most `beam` tokens again a view and round", async () => {
    const [beam, length] = [3, 9];
    const counted = model();
    await finished(generate(counted, searching(action, beam, { maxNewTokens: length, frames: "off" }), [job(prompt)]));
    const asked = length / beam;
    const proposed = order * asked * (beam - 1); // a round's last token waits for the choice
    const again = (asked - 1) * ((order - 1) * beam + 1); // the winner reads its own last token only
    expect((await counted.calls()).tokens).toBe(order * prompt.length + proposed + again);
  });

  it("takes the best of each round, under every demographic's own name for the views", async () => {
    for (const g of action.group.elements) {
      const told = await rounds(searching(action, 2), moveTokens(action, g, prompt));
      expect(told.map(({ number }) => number)).toEqual([0, 1, 2]);
      for (const { candidates, winner, decidedBy } of told) {
        expect(candidates.map(({ element }) => element)).toEqual(action.group.elements);
        const best = Math.max(...candidates.map(({ score }) => score));
        expect(candidates[winner]?.score).toBe(best);
        const rivals = candidates.filter(({ score }) => score === best);
        expect(candidates[winner]?.logProb).toBe(Math.max(...rivals.map(({ logProb }) => logProb)));
        expect(decidedBy).toBe(rivals.length === 1 ? "regard" : "log-probability");
        for (const { text, regard } of candidates) expect(regard).toEqual(hashRegard(text));
      }
    }
  });

  it("shows candidates that start with the moved prompt, the winner moved back is what the text holds", async () => {
    const plan = searching(action, 2, { maxNewTokens: 4 });
    const told = await rounds(plan, prompt);
    const [text] = await finished(generate(model(), plan, [job(prompt)]));
    const written = (text?.tokens ?? []) as TokenId[];
    expect(told).toHaveLength(2);
    for (const { number, candidates, winner } of told) {
      const before = [...prompt, ...written.slice(0, 2 * number)];
      for (const { element, text, tokens } of candidates) {
        expect(text).toBe([...moveTokens(action, element, before), ...tokens].join(" "));
      }
      const { element, tokens: won } = candidates[winner] as SearchCandidate;
      const back = moveTokens(action, action.group.inverse(element), won);
      expect(back).toEqual(written.slice(2 * number, 2 * number + 2));
    }
  });

  it("proposes the same texts for a prompt and for its images; chance keyed by the view's number does not", async () => {
    const prompts = action.group.elements.map((g) => moveTokens(action, g, prompt));
    const byContent = await Promise.all(prompts.map((p) => proposed(action, p, () => 0)));
    expect(new Set(byContent).size).toBe(1);
    const byNumber = await Promise.all(prompts.map((p) => proposed(action, p, (g) => g)));
    expect(new Set(byNumber).size).toBeGreaterThan(1);
  });
});

/** All that the views of a prompt propose in a round, sorted. */
async function proposed(action: TokenAction, prompt: readonly TokenId[], copy: (g: number) => number): Promise<string> {
  const plan = searching(action, 4, { sampling: { sampler: full, temperature: 1, coupling: "noise" } });
  const texts = action.group.elements.map((g) => moveTokens(action, g, prompt));
  const views = texts.map((text, row): View => ({
    row,
    text,
    copy: copy(row),
    state: 0,
    chance: chanceOf(plan, job(prompt)),
  }));
  const fake = model();
  const written = await proposals(
    plan,
    await fake.open(texts),
    tokenDrawer(plan.sampling, smallVocabulary),
    views,
    0,
    4,
  );
  return written
    .map(({ view, tokens }) => [...view.text, ...tokens].join())
    .sort()
    .join(" ");
}

describe.each([
  ["C2", swap],
  ["C3", threes],
])("a prompt that all of %s fixes", (_, action) => {
  const fixed = tokens(12, 15);
  const sampling = { sampler: full, temperature: 1, coupling: "noise" } as const;

  /** Pearson's χ² of equal counts of the images of a first token, summed over the orbits of 0 and 3. */
  async function unfairness(change: Partial<DecodePlan>): Promise<number> {
    const jobs = Array.from({ length: 1500 }, (_, sample) => job(fixed, sample));
    const flat = hashModel(smallVocabulary, { spread: 2 });
    const texts = await finished(generate(flat, searching(action, 1, { maxNewTokens: 1, sampling, ...change }), jobs));
    return [0, 3].reduce((sum, token) => {
      const images = action.group.elements.map((g) => action.images[g]?.[token]);
      const counts = images.map((image) => texts.filter(({ tokens }) => tokens[0] === image).length);
      const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
      return sum + counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
    }, 0);
  }

  it.each(["on", "off"] as const)(
    "texts and their images are equally common, frames %s; those of base are not",
    async (frames) => {
      // 18.5 is the 99.9 % point for 4 degrees of freedom; the seeds are fixed.
      expect(await unfairness({ frames })).toBeLessThan(18.5);
      expect(await unfairness({ frames, decoder: { name: "base" } })).toBeGreaterThan(30);
    },
  );

  it("gives its equal views candidates of their own", async () => {
    const [round] = await rounds(searching(action, 5), fixed);
    expect(new Set(round?.candidates.map(({ text }) => text)).size).toBe(action.group.order);
  });
});

it("ends where the winner ends, and lets views that ended early wait", async () => {
  const plan = searching(threes, 4, { maxNewTokens: 12, stop: (token) => (token === 14 ? "newline" : undefined) });
  const jobs = Array.from({ length: 40 }, (_, sample) => job(tokens(0, 3), sample));
  const texts = await finished(generate(model(), plan, jobs));
  expect(new Set(texts.map(({ finish }) => finish))).toEqual(new Set(["length", "newline"]));
  expect(texts.every(({ tokens }) => !tokens.includes(14))).toBe(true);
  expect(texts.every(({ tokens, finish }) => (finish === "length") === (tokens.length === 12))).toBe(true);
});

it("a last round is as short as what is left", async () => {
  const [text] = await finished(generate(model(), searching(swap, 4, { maxNewTokens: 6 }), [job(tokens(0))]));
  expect(text?.tokens).toHaveLength(6);
});
