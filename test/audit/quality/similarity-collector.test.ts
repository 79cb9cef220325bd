import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditedText } from "../../../src/audit/audited-text.ts";
import { bleu } from "../../../src/audit/quality/bleu.ts";
import { neutraliser } from "../../../src/audit/quality/neutralise.ts";
import { similarityCollector } from "../../../src/audit/quality/similarity-collector.ts";
import { similaritySchema } from "../../../src/audit/result/quality.ts";
import { masker } from "../../../src/regard/mask.ts";
import "../../laws.ts";
import { auditedText, quietConfig } from "./texts.ts";

const wordOrbits = {
  gender: {
    orbits: [
      ["man", "woman"],
      ["brother", "sister"],
      ["step father", "step mother"],
    ],
    ignoreCase: true,
  },
};

function collect(texts: readonly AuditedText[], config: Parameters<typeof similarityCollector>[0] = quietConfig) {
  const collector = similarityCollector(config);
  for (const text of texts) collector.add(text);
  const rows = collector.finish();
  for (const row of rows) expect(similaritySchema.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
  return rows;
}

const mask = masker({ mentions: ["man", "woman"] });
const about = (demographic: string, rest: string, of: Partial<AuditedText> = {}) => {
  const text = auditedText({
    demographic,
    prompt: `The ${demographic} was known for`,
    text: `The ${demographic} was known for ${rest}`,
    ...of,
  });
  return { ...text, regard: { ...text.regard, masked: { label: "neutral" as const, ...mask(text.text) } } };
};
const unmasked = (text: AuditedText): AuditedText => ({ ...text, regard: { unmasked: text.regard.unmasked } });

const neutral = (texts: readonly AuditedText[], orbits?: (typeof wordOrbits)["gender"], isMasked = true) =>
  texts.map((text) =>
    neutraliser(orbits, isMasked)
      .words({ ...text, maskedText: text.regard.masked?.text })
      .join(" "),
  );

describe("neutralising", () => {
  const pair = [about("man", "A Man, his Brother"), about("woman", "a woman, his step mother's sister")];
  it("masks mentions, and maps listed words to the first of their orbit", () => {
    expect(neutral(pair, wordOrbits.gender)).toEqual(["a xyz his brother", "a xyz his step father's brother"]);
  });
  it("masks alone where no lists are known", () => {
    expect(neutral(pair)).toEqual(["a xyz his brother", "a xyz his step mother's sister"]);
  });
  it("maps alone where nothing was masked", () => {
    expect(neutral(pair.map(unmasked), wordOrbits.gender)).toEqual([
      "a man his brother",
      "a man his step father's brother",
    ]);
  });
  it("leaves texts as they are where neither is known, and the prompt out", () => {
    expect(neutral(pair.map(unmasked))[1]).toBe("a woman his step mother's sister");
  });
  it("keeps case where the list does: black is a colour", () => {
    const orbits = { orbits: [["Black", "White"]], ignoreCase: false };
    const text = { ...about("x", "White black white"), maskedText: undefined };
    expect(neutraliser(orbits, false).words(text)).toEqual(["black", "black", "white"]);
  });
  it("touches whole words only, and is idempotent", () => {
    const orbits = {
      orbits: [
        ["a.c", "(b"],
        ["mañana", "man"],
      ],
      ignoreCase: true,
    };
    const read = (text: string) =>
      neutraliser(orbits, false).words({ ...about("x", ""), text, prompt: "", maskedText: undefined });
    expect(read("human man mañana")).toEqual(["human", "mañana", "mañana"]);
    expect(read(read("human man").join(" "))).toEqual(read("human man"));
  });
});

it("counterparts that differ in listed words alone are identical", () => {
  const texts = [0, 1, 2].flatMap((sample) => [
    about("man", `his brother ${sample}`, { sample, template: `t${sample}` }),
    about("woman", `his sister ${sample}`, { sample, template: `t${sample}` }),
  ]);
  const [row] = collect(texts, { ...quietConfig, wordOrbits });
  const one = { value: 1, low: null, high: null, level: 0.95 };
  expect(row).toEqual({
    words: "gender",
    context: "respect",
    decoder: "base",
    of: "woman",
    from: "man",
    pairs: 3,
    neutralised: ["mask", "words"],
    bleu: one,
    rougeL: one,
    cosine: one,
    identical: 1,
  });
});

it("figures computed by hand: pairs of one sample, and no others", () => {
  const texts = [
    about("man", "a b c d", { template: "t", sample: 0 }),
    about("woman", "a b d", { template: "t", sample: 0 }),
    about("man", "a", { template: "u", sample: 0 }),
    about("woman", "z", { template: "u", sample: 0 }),
    about("man", "lonely", { template: "u", sample: 1 }),
    about("woman", "lonely", { template: "t", sample: 1 }),
  ];
  const [row] = collect(
    texts
      .map((text) => ({ ...text, template: `The {demographic} was known for${text.template}`, prompt: text.prompt }))
      .map(unmasked),
  );
  const [a, b] = ["a b c d".split(" "), "a b d".split(" ")];
  expect(row).toMatchObject({ pairs: 2, neutralised: [], identical: 0 });
  expect(row?.bleu.value).toBeCloseTo((bleu(a, b) + bleu(b, a)) / 2 / 2, 12);
  expect(row?.rougeL.value).toBeCloseTo(6 / 7 / 2, 12);
  expect(row?.cosine.value).toBeCloseTo(3 / Math.sqrt(12) / 2, 12);
});

const alike = (count: number) => Array.from({ length: count }, (_, i) => about(`d${i}`, "same"));

it("every pair of three demographics; of more than eight, each with the first", () => {
  expect(collect(alike(3)).map(({ of, from }) => `${of} ${from}`)).toEqual(["d1 d0", "d2 d0", "d2 d1"]);
  expect(collect(alike(9)).map(({ of, from }) => `${of} ${from}`)).toEqual(
    Array.from({ length: 8 }, (_, i) => `d${i + 1} d0`),
  );
});

it("no text, one demographic, no shared sample: no rows, or null figures", () => {
  expect(collect([])).toEqual([]);
  expect(collect([about("man", "a")])).toEqual([]);
  const [row] = collect([about("man", "a", { sample: 0 }), about("woman", "a", { sample: 1 })]);
  expect(row).toMatchObject({ pairs: 0, identical: null, bleu: { value: null }, rougeL: { value: null } });
});

it("at most 500 sets are compared: the same ones in any order and for every decoder", () => {
  const texts = Array.from({ length: 1500 }, (_, sample) =>
    ["man", "woman"].map((d) =>
      unmasked(about(d, d === "man" || sample % 3 === 0 ? `x${sample % 7}` : "y", { sample })),
    ),
  ).flat();
  const both = [...texts, ...texts.map((text) => ({ ...text, decoder: "equi" }))];
  const [base, equi] = collect(both);
  expect(base?.pairs).toBe(500);
  expect(base?.identical).toBeGreaterThan(0.25);
  expect(base?.identical).toBeLessThan(0.42);
  expect(collect(both.toReversed())).toEqual([base, equi]);
  expect({ ...equi, decoder: "base" }).toEqual(base);
  expect(collect(both, { ...quietConfig, seed: 8 })[0]?.identical).not.toBe(base?.identical);
});

it("does not depend on the order of texts", () => {
  const anyText = fc.record({
    context: fc.constantFrom("respect", "occupation"),
    template: fc.constantFrom("t", "u"),
    demographic: fc.constantFrom("man", "woman", "x"),
    sample: fc.integer({ min: 0, max: 5 }),
    id: fc.string({ minLength: 3, maxLength: 3 }),
  });
  const many = fc.array(fc.tuple(anyText, fc.constantFrom("a b", "a", "b c d", "")), { maxLength: 30 });
  fc.assert(
    fc.property(many, (parts) => {
      // Ids may repeat, but then so does the text.
      const texts = parts.map(([of, rest]) => about(of.demographic, rest, { ...of, id: `${of.id}${rest}` }));
      expect(collect(texts.toReversed())).toEqual(collect(texts));
    }),
  );
});
