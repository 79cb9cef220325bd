import fc from "fast-check";
import { expect, it } from "vitest";
import { chooseCandidate } from "../../src/decode/choose-candidate.ts";
import type { SearchCandidate } from "../../src/decode/decode-plan.ts";
import { identity } from "../../src/group/group.ts";
import { hashRegard, tokens } from "../fakes/plans.ts";

interface Drawn {
  readonly score: number;
  readonly logProb: number;
  readonly view: readonly number[];
  readonly added: readonly number[];
}
type Chooser = (drawn: readonly Drawn[]) => number;

const candidate = ({ score, logProb, added }: Drawn): SearchCandidate => ({
  element: identity,
  tokens: tokens(...added),
  text: "",
  regard: hashRegard(""),
  score,
  logProb,
});
const choose = (drawn: readonly Drawn[]) =>
  chooseCandidate(
    drawn.map(candidate),
    drawn.map(({ view }) => tokens(...view)),
  );
const few = fc.array(fc.nat(2), { minLength: 1, maxLength: 3 });
const drawn = fc.array(
  fc.record({ score: fc.constantFrom(-1, 0, 1), logProb: fc.constantFrom(-1, -2, -2 - 1e-7), view: few, added: few }),
  { minLength: 1, maxLength: 6 },
);

const chosenBy = (chooser: Chooser, from: readonly Drawn[]) => {
  const { view = [], added = [] } = from[chooser(from)] ?? {};
  return [...view, ...added];
};

/** The text chosen does not depend on the order of the candidates: what carries the choice along the group. */
function expectChoiceByContent(chooser: Chooser): void {
  fc.assert(
    fc.property(
      drawn.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
      ),
      ([list, shuffled]) => {
        expect(chosenBy(chooser, shuffled)).toEqual(chosenBy(chooser, list));
      },
    ),
  );
}

it("chooses by content", () => {
  expectChoiceByContent((list) => choose(list).winner);
});

it.each<[string, Chooser]>([
  ["the first of ties", (list) => list.findIndex(({ score }) => score === Math.max(...list.map((d) => d.score)))],
  [
    "the first of the likeliest ties",
    (list) =>
      list.findIndex((d) => list.every((e) => e.score < d.score || (e.score === d.score && e.logProb <= d.logProb))),
  ],
])("taking %s breaks the law", (_, chooser) => {
  expect(() => expectChoiceByContent(chooser)).toThrow("Property failed");
});

it("prefers regard to probability, probability to tokens, and says what decided", () => {
  const a = { score: 1, logProb: -9, view: [1], added: [5] };
  expect(choose([{ ...a, score: 0, logProb: -1 }, a])).toEqual({ winner: 1, decidedBy: "regard" });
  expect(choose([{ ...a, logProb: -9.1 }, a])).toEqual({ winner: 1, decidedBy: "log-probability" });
  expect(choose([{ ...a, view: [2], logProb: -9 + 1e-7 }, a])).toEqual({ winner: 1, decidedBy: "tokens" });
  expect(choose([{ ...a, added: [5, 0] }, a])).toEqual({ winner: 1, decidedBy: "tokens" });
  expect(choose([a, a])).toEqual({ winner: 0, decidedBy: "nothing" });
});
