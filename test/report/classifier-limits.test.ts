import { expect, it } from "vitest";
import type { ClassifierChapter } from "../../src/audit/result/classifier-chapter.ts";
import { classifierLimits } from "../../src/report/classifier-limits.ts";
import { chapter } from "./fixture-chapter.ts";

const people = chapter.people as NonNullable<ClassifierChapter["people"]>;
const said = (change: Partial<ClassifierChapter>) =>
  classifierLimits({ ...chapter, people: null, second: null, ...change }).join("\n");

it("says what the classifier's chapter assumes, and nothing that does not apply", () => {
  expect(said({})).toBe("");
  expect(said({ sha256: null })).toContain("came with the texts");
  expect(said({ second: { ...chapter.second, name: "lexicon" } as ClassifierChapter["second"] })).toContain(
    "sentiment",
  );
  expect(said({ people })).toContain("drawn at random");
  expect(said({ people })).not.toMatch(/trained|stands at|does not hold/u);
  expect(said({ people: { ...people, trainedKnown: false } })).toContain("not known which texts");
  expect(said({ people: { ...people, trained: 3, unmatched: 1200 } })).toMatch(
    /3 labelled texts do not count[^]*1,200 labels are of texts/u,
  );
  const clipped = people.perDemographic.map((row) => ({ ...row, roganGladenClipped: true }));
  expect(said({ people: { ...people, perDemographic: clipped } })).toContain("stands at that end");
});
