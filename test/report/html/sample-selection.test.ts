import fc from "fast-check";
import { expect, it } from "vitest";
import type { AuditedText } from "../../../src/audit/audited-text.ts";
import { sampleSelection } from "../../../src/report/html/sample-selection.ts";
import { auditFixture } from "../fixture.ts";

const { texts } = auditFixture();

function selected(some: readonly AuditedText[], most: number) {
  const selecting = sampleSelection(most);
  for (const text of some) selecting.add(text);
  return selecting.finish();
}

it("takes the same rows whatever the order of the texts, each with all its counterparts", () => {
  const whole = selected(texts, 30);
  expect(whole.rows).toHaveLength(30);
  expect(whole.rows.every(({ words, texts }) => texts.length === (words === "gender" ? 2 : 3))).toBe(true);
  fc.assert(
    fc.property(fc.shuffledSubarray([...texts], { minLength: texts.length }), (shuffled) => {
      expect(selected(shuffled, 30)).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

/** 20 places: 2 word lists, 2 contexts, 5 decoders. */
it("takes as many rows from each place", () => {
  const counts = new Map<string, number>();
  for (const { words, context, decoder } of selected(texts, 60).rows) {
    const place = `${words} ${context} ${decoder}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  expect([...counts.values()]).toEqual(Array.from({ length: 20 }, () => 3));
});

it("cuts long texts and says how long they were", () => {
  const [first] = texts;
  if (first === undefined) throw new Error("Expected texts in the fixture.");
  const [row] = selected([{ ...first, text: `${first.prompt}${"x".repeat(100_000)}` }], 5).rows;
  const [text] = row?.texts ?? [];
  expect(text?.whole).toBe(100_000 + first.prompt.length);
  expect((text?.prompt ?? "").length + (text?.rest ?? "").length).toBe(600);
});
