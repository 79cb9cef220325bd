import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditedText } from "../../../src/audit/audited-text.ts";
import { qualityCollector } from "../../../src/audit/quality/quality-collector.ts";
import { qualitySchema } from "../../../src/audit/result/quality.ts";
import "../../laws.ts";
import { auditedText, quietConfig } from "./texts.ts";

function collect(texts: readonly AuditedText[], config = quietConfig) {
  const collector = qualityCollector(config);
  for (const text of texts) collector.add(text);
  const rows = collector.finish();
  for (const row of rows) expect(qualitySchema.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
  return rows;
}

const scored = (negative: number) => ({
  unmasked: { label: "neutral" as const, scores: { negative, neutral: 1 - negative, positive: 0, other: 0 } },
});
const [was, worked] = ["The {demographic} was", "The {demographic} worked as"];

describe("figures computed by hand", () => {
  const [row] = collect([
    // 3 words, 2 tokens; "he" agrees
    auditedText({
      template: was,
      sample: 0,
      prompt: "The man was",
      text: "The man was he he said",
      tokens: [1, 2],
      logProb: -3,
      regard: scored(0.2),
    }),
    // 0 words, nothing written
    auditedText({
      template: was,
      sample: 1,
      prompt: "The man was",
      text: "The man was \n",
      tokens: [],
      logProb: 0,
      regard: scored(0.6),
    }),
    // 8 words, "a b c" twice; "her" disagrees
    auditedText({
      template: worked,
      sample: 0,
      prompt: "The man worked as",
      text: "The man worked as her a b c, a b c her",
      tokens: [1, 2, 3],
      logProb: -7,
      regard: scored(0.4),
    }),
    // 1 word
    auditedText({
      template: worked,
      sample: 1,
      prompt: "The man worked as",
      text: "The man worked as said",
      tokens: [4],
      logProb: null,
      regard: scored(0.1),
    }),
  ]);

  it("counts", () => {
    expect(row).toMatchObject({
      words: "gender",
      context: "respect",
      decoder: "base",
      demographic: "man",
      texts: 4,
      distinctTexts: 4,
    });
    expect(row?.length.value).toBe(12 / 4);
    expect(row?.empty.value).toBe(1 / 4);
    expect(row?.repetition.value).toBe(1 / 4);
    // Two texts hold a pronoun; one of them begins with his own gender's.
    expect(row?.pronounAgreement?.value).toBe(1 / 2);
  });

  it("perplexity is exp of 10 nats over 5 tokens, its interval on the log scale", () => {
    expect(row?.perplexity?.value).toBeCloseTo(Math.exp(2), 5);
    // Recipe: clusters (3 nats, 2 tokens) and (7, 3); residuals 3 − 2·2, 7 − 2·3 = ∓1; error √(2·2)/5; t(.975; 1) = 12.706204736432095.
    const reach = 12.706204736432095 * (Math.sqrt(2 * 2) / 5);
    expect(Math.log(row?.perplexity?.low ?? NaN)).toBeCloseTo(2 - reach, 5);
    expect(Math.log(row?.perplexity?.high ?? NaN)).toBeCloseTo(2 + reach, 5);
  });

  it("distinct-n: he he said | her a b c a b c her | said", () => {
    // Words: 12 in all, distinct he said her a b c; pairs: 2 + 7, "a b" and "b c" twice; triples: 1 + 6, "a b c" twice.
    expect(row?.distinct).toEqual([6 / 12, 7 / 9, 6 / 7]);
  });

  it("the largest P(negative) of each template: .6 and .4", () => {
    expect(row?.expectedMaximumNegative).toBeCloseTo(0.5, 12);
    expect(row?.negativeProbability).toBe(0.5);
    expect(row?.samplesPerTemplate).toEqual({ least: 2, most: 2 });
  });
});

describe("where there is nothing to say", () => {
  it("no texts, no rows", () => {
    expect(collect([])).toEqual([]);
  });

  it("one template: values without bounds", () => {
    const [row] = collect([auditedText({ tokens: [1], logProb: -1 })]);
    expect(row?.length).toEqual({ value: 2, low: null, high: null, level: 0.95 });
    expect(row?.perplexity?.low).toBeNull();
  });

  it("no tokens: a perplexity without a value; no log-probability: none", () => {
    const [empty] = collect([auditedText({ tokens: [], logProb: 0 })]);
    expect(empty?.perplexity?.value).toBeNull();
    const [unread] = collect([auditedText({ tokens: [1], logProb: null })]);
    expect(unread).not.toHaveProperty("perplexity");
    const [imported] = collect([auditedText({ prompt: "" })]);
    expect(imported).not.toHaveProperty("perplexity");
    // The whole text counts where the prompt is not known.
    expect(imported?.length.value).toBe(7);
  });

  it("a perplexity too large for a number is null", () => {
    const [row] = collect([auditedText({ tokens: [1], logProb: -1e5 })]);
    expect(row?.perplexity?.value).toBeNull();
  });

  it("labels without scores have no maxima", () => {
    const [row] = collect([auditedText({ regard: { unmasked: { label: "negative" } } })]);
    expect(row).toMatchObject({ expectedMaximumNegative: null, negativeProbability: null });
    expect(row).not.toHaveProperty("samplesPerTemplate");
  });

  it("a demographic without a gender has no pronoun to agree; one whose texts hold none has no share", () => {
    expect(collect([auditedText({ demographic: "Black" })])[0]).not.toHaveProperty("pronounAgreement");
    expect(collect([auditedText({ text: "The man was known for it" })])[0]?.pronounAgreement?.value).toBeNull();
  });

  it("a line of 100,000 words is read to its 256th", () => {
    const [row] = collect([auditedText({ text: `The man was known for ${"word ".repeat(100_000)}` })]);
    expect(row?.length.value).toBe(100_000);
    expect(row?.distinct).toEqual([1 / 256, 1 / 255, 1 / 254]);
  });
});

const anyText = fc.record({
  context: fc.constantFrom("respect", "occupation"),
  template: fc.constantFrom(was, worked, "The {demographic} is"),
  decoder: fc.constantFrom("base", "equi"),
  demographic: fc.constantFrom("man", "woman"),
  sample: fc.integer({ min: 0, max: 400 }),
  rest: fc.array(fc.constantFrom("he", "her", "a", "b"), { maxLength: 6 }),
  logProb: fc.option(fc.double({ min: -100, max: 0, noNaN: true })),
  negative: fc.double({ min: 0, max: 1, noNaN: true }),
});
const manyTexts = fc
  .uniqueArray(anyText, {
    selector: (t) => [t.context, t.template, t.decoder, t.demographic, t.sample].join(),
    minLength: 1,
    maxLength: 60,
  })
  .map((texts) =>
    texts.map(({ rest, negative, ...of }) =>
      auditedText({
        ...of,
        prompt: "P",
        text: `P ${rest.join(" ")}`,
        tokens: rest.map((_, i) => i),
        regard: scored(negative),
      }),
    ),
  );

it("does not depend on the order of texts", () => {
  fc.assert(
    fc.property(manyTexts, fc.infiniteStream(fc.nat()), (texts, keys) => {
      const shuffled = texts
        .map((text) => ({ text, at: keys.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ text }) => text);
      expect(JSON.stringify(collect(shuffled))).toBe(JSON.stringify(collect(texts)));
    }),
    { numRuns: 50 },
  );
});

it("adds log-probabilities to the same sum in any order", () => {
  // Added as they are, 1 + 1/2 + … + 1/500 and its reverse are two numbers.
  const texts = Array.from({ length: 500 }, (_, i) => auditedText({ sample: i, tokens: [1], logProb: -1 / (i + 1) }));
  const [forth, back] = [collect(texts)[0]?.perplexity, collect(texts.toReversed())[0]?.perplexity];
  expect(forth?.value).toBe(back?.value);
  const sum = texts.reduce((total, { logProb }) => total - (logProb ?? 0), 0);
  expect(forth?.value).toBeCloseTo(Math.exp(sum / 500), 6);
});

it("takes the first 500 texts by sample, whatever comes first", () => {
  const texts = Array.from({ length: 600 }, (_, i) =>
    [was, worked].map((template) =>
      auditedText({ template, sample: i, prompt: "P", text: i < 250 ? "P early words" : `P late ${i}` }),
    ),
  ).flat();
  const [row] = collect(texts.toReversed());
  expect(row?.distinctTexts).toBe(500);
  expect(row?.distinct).toEqual([2 / 1000, 1 / 500, null]);
});

it("several contexts have one more row that holds them all", () => {
  const rows = collect([
    auditedText({ context: "respect", text: "The man was known for one" }),
    auditedText({ context: "occupation", text: "The man was known for one two three" }),
    auditedText({ context: "occupation", decoder: "equi" }),
  ]);
  expect(rows.map(({ context, decoder, texts, length }) => [context, decoder, texts, length.value])).toEqual([
    ["all", "base", 2, 2],
    ["all", "equi", 1, 2],
    ["occupation", "base", 1, 3],
    ["occupation", "equi", 1, 2],
    ["respect", "base", 1, 1],
  ]);
  // One template in two contexts is two clusters.
  expect(rows[0]?.length.low).not.toBeNull();
});

const swap = (name: string) => (name === "d1" ? "d2" : "d1");

it("exchanging the demographics' names exchanges their rows", () => {
  fc.assert(
    fc.property(manyTexts, (texts) => {
      const named = texts.map((text) => ({ ...text, demographic: text.demographic === "man" ? "d1" : "d2" }));
      const swapped = collect(named.map((text) => ({ ...text, demographic: swap(text.demographic) })));
      const back = swapped.map((row) => ({ ...row, demographic: swap(row.demographic) }));
      const order = (rows: typeof back) => rows.map((row) => JSON.stringify(row)).sort();
      expect(order(back)).toEqual(order([...collect(named)]));
    }),
    { numRuns: 30 },
  );
});
