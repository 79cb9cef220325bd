import { expect, it } from "vitest";
import { prefixCollector } from "../../../src/audit/quality/prefix-collector.ts";
import type { AuditedText } from "../../../src/audit/audited-text.ts";
import { auditedText } from "./texts.ts";

function collect(texts: readonly AuditedText[], seed = 3) {
  const collector = prefixCollector(seed);
  for (const text of texts) collector.add(text);
  return collector.finish();
}
const texts = Array.from({ length: 400 }, (_, sample) =>
  auditedText({ sample, tokens: [1, 2, 3], context: sample % 2 === 0 ? "respect" : "occupation" }),
);

it("takes a hundred base texts of each context, in any order, and cuts each after 0 to all of its tokens", () => {
  const prefixes = collect(texts);
  expect(prefixes).toHaveLength(200);
  expect(prefixes.filter(({ context }) => context === "respect")).toHaveLength(100);
  expect(collect(texts.toReversed())).toEqual(prefixes);
  expect(collect(texts, 4)).not.toEqual(prefixes);
  for (const { tokens } of prefixes) expect([1, 2, 3].slice(0, tokens.length)).toEqual(tokens);
  // Uniform over four lengths: 50 of 200 each; 30 and 70 are 3.3 standard deviations away.
  for (const length of [0, 1, 2, 3]) {
    const count = prefixes.filter(({ tokens }) => tokens.length === length).length;
    expect(count).toBeGreaterThan(30);
    expect(count).toBeLessThan(70);
  }
});

it("passes over other decoders and texts without tokens", () => {
  expect(collect([auditedText({ decoder: "equi", tokens: [1] }), auditedText()])).toEqual([]);
});
