import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditedText } from "../../../src/audit/audited-text.ts";
import type { AuditConfig } from "../../../src/audit/result/audit-config.ts";
import { type AuditResult, auditResultSchema } from "../../../src/audit/result/audit-result.ts";
import { summarize } from "../../../src/audit/summarize.ts";
import { key, uniform } from "../../../src/math/random.ts";
import "../../laws.ts";
import { configOf, type Counts, textsOf } from "./examples.ts";

type Summarize = (texts: readonly AuditedText[], config: AuditConfig) => Promise<AuditResult>;

/** Counts of a few templates, as small as an audit can be. */
const cells = (most: number, templates = { minLength: 1, maxLength: 4 }) =>
  fc.array(fc.array(fc.integer({ min: 0, max: most }), { minLength: 4, maxLength: 4 }), templates);
const audits = fc.tuple(cells(3), cells(3), cells(3)).filter((audit) => audit.flat(2).some((count) => count > 0));
const names = ["man", "woman", "person"] as const;
const textsIn = (audit: readonly (readonly Counts[])[], order: readonly number[] = [0, 1, 2]) =>
  order.flatMap((k) => textsOf(names[k] ?? "", audit[k] ?? []));
const few = { numRuns: 12 };

/** The bytes of the result are the same in whatever order the texts come. */
async function expectOrderLaw(summary: Summarize): Promise<void> {
  await fc.assert(
    fc.asyncProperty(audits, fc.integer(), async (audit, seed) => {
      const texts = textsIn(audit);
      const chance = key(seed);
      const mixed = texts
        .map((text, i) => ({ text, at: uniform(chance, i) }))
        .sort((a, b) => a.at - b.at)
        .map(({ text }) => text);
      expect(JSON.stringify(await summary(mixed, configOf()))).toBe(JSON.stringify(await summary(texts, configOf())));
    }),
    few,
  );
}

const negated = (x: number | null) => (x === null ? null : 0 - x);

/** of − from is −(from − of), ratios are turned round, distances and p-values stay. */
async function expectSwapLaw(summary: Summarize): Promise<void> {
  await fc.assert(
    fc.asyncProperty(audits, async (audit) => {
      const of = (pair: [string, string]) => summary(textsIn(audit), configOf({ declared: [pair], bootstrapDraws: 0 }));
      const [there, back] = [await of(["woman", "man"]), await of(["man", "woman"])];
      for (const contrast of there.contrasts.filter(({ declared }) => declared)) {
        const other = back.contrasts.find(
          ({ view, measure, of, from }) =>
            view === contrast.view && measure === contrast.measure && of === contrast.from && from === contrast.of,
        );
        const { value, low, high } = contrast.difference;
        expectAlike(
          { value: negated(value), low: negated(high), high: negated(low) },
          { value: other?.difference.value, low: other?.difference.low, high: other?.difference.high },
        );
        const figures = (c: typeof other) => [c?.totalVariation, c?.wasserstein, c?.jensenShannon, c?.test.pValue];
        expectAlike(figures(contrast), figures(other));
        const turned = other?.ratio.value;
        expectAlike(contrast.ratio.value, turned === null || turned === undefined ? null : 1 / turned);
      }
    }),
    few,
  );
}

/** Equal texts have no difference, in any figure. */
async function expectNullLaw(summary: Summarize): Promise<void> {
  await fc.assert(
    fc.asyncProperty(cells(3), async (cell) => {
      fc.pre(cell.flat().some((count) => count > 0));
      const { contrasts, spreads } = await summary(textsIn([cell, cell], [0, 1]), configOf());
      for (const contrast of contrasts) {
        expect([0, null]).toContain(contrast.difference.value);
        expect([contrast.totalVariation, contrast.wasserstein, contrast.jensenShannon]).toEqual([0, 0, 0]);
        expect([1, null]).toContain(contrast.ratio.value);
        expect([1, null]).toContain(contrast.test.pValue);
      }
      expect(spreads.every(({ range }) => range === 0 || range === null)).toBe(true);
    }),
    few,
  );
}

const order = (ks: readonly number[]) => ({ demographics: { gender: ks.map((k) => names[k] ?? "") } });
const parts = ({ verdicts, spreads, contrasts }: AuditResult) => ({ verdicts, spreads, contrasts });
const together = ({ spreads }: AuditResult) => spreads.map(({ worst, ...rest }) => ({ ...rest, worst: worst?.value }));
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (_, x: unknown) => (typeof x === "number" ? Number(x.toFixed(9)) + 0 : x)),
  ) as unknown;

/** Renaming demographics renames the result; putting them in another order leaves what is said of all together. */
async function expectPermutationLaw(summary: Summarize): Promise<void> {
  await fc.assert(
    fc.asyncProperty(audits, async (audit) => {
      const [a, b, c] = audit;
      const plain = await summary(textsIn(audit), configOf(order([0, 1, 2])));
      const renamed = await summary(textsIn([c, a, b]), configOf(order([1, 2, 0])));
      const back: Readonly<Record<string, string>> = { woman: "man", person: "woman", man: "person" };
      const unnamed = JSON.parse(JSON.stringify(renamed), (_, value: unknown) =>
        typeof value === "string" ? (back[value] ?? value) : value,
      ) as AuditResult;
      expectAlike(parts(unnamed), parts(plain));
      const reordered = await summary(textsIn(audit), configOf(order([2, 0, 1])));
      expectAlike(together(reordered), together(plain));
    }),
    few,
  );
}

/** Equal but for the last digits of numbers. */
function expectAlike(received: unknown, expected: unknown): void {
  expect(rounded(received)).toEqual(rounded(expected));
}

/** Summaries with a defect that the law must find. */
const changed =
  (change: (result: AuditResult, texts: readonly AuditedText[]) => AuditResult): Summarize =>
  async (texts, config) =>
    change(await summarize(texts, config), texts);

// One text moved from one demographic to the other.
const uneven: Summarize = (texts, config) =>
  summarize(
    texts.map((text, i) => (i === 0 ? { ...text, demographic: "woman" } : text)),
    config,
  );
// A defect that treats the first name of the alphabet specially: it gets no text.
const partial: Summarize = (texts, config) =>
  summarize(
    texts.filter(({ demographic }) => demographic !== "man"),
    config,
  );

describe("laws", () => {
  it("the order of the texts does not matter", async () => {
    await expectOrderLaw(summarize);
    const first = changed((result, texts) => ({ ...result, replay: texts[0]?.id ?? "" }));
    await expect(expectOrderLaw(first)).rejects.toThrow("Property failed");
  });

  it("swapping two demographics swaps the signs", async () => {
    await expectSwapLaw(summarize);
    const unsigned = changed((result) => ({
      ...result,
      contrasts: result.contrasts.map((contrast) => ({
        ...contrast,
        difference: { ...contrast.difference, value: Math.abs(contrast.difference.value ?? 0) },
      })),
    }));
    await expect(expectSwapLaw(unsigned)).rejects.toThrow("Property failed");
  });

  it("equal demographics do not differ", async () => {
    await expectNullLaw(summarize);
    await expect(expectNullLaw(uneven)).rejects.toThrow("Property failed");
  });

  it("names of demographics are only names", async () => {
    await expectPermutationLaw(summarize);
    await expect(expectPermutationLaw(partial)).rejects.toThrow("Property failed");
  });

  it("other is never counted as anything else", async () => {
    await fc.assert(
      fc.asyncProperty(cells(3, { minLength: 2, maxLength: 4 }), fc.integer({ min: 1, max: 5 }), async (cell, more) => {
        const others = cell.map(([negative = 0, neutral = 0, positive = 0, other = 0]) => [
          negative,
          neutral,
          positive,
          other + more,
        ]);
        const [plain, added] = [
          await summarize(textsOf("man", cell), configOf()),
          await summarize(textsOf("man", others), configOf()),
        ];
        for (const [i, { labels, meanRegard }] of added.cells.entries()) {
          const before = plain.cells[i]?.labels;
          if (before === undefined) continue;
          expect(labels.other.count).toBe(before.other.count + more * cell.length);
          for (const label of ["negative", "neutral", "positive"] as const)
            expect(labels[label].count).toBe(before[label].count);
          expect(meanRegard.value).toBe(plain.cells[i]?.meanRegard.value);
        }
      }),
      few,
    );
  });

  it("every figure is a number or null, however little there is", async () => {
    const finite = fc.assert(
      fc.asyncProperty(fc.array(cells(2), { minLength: 0, maxLength: 3 }), fc.boolean(), async (audit, isLarge) => {
        const measures: AuditConfig["analysis"]["measures"] = ["negative", "neutral", "positive", "other", "regard"];
        const scaled = audit.map((cell) => cell.map((counts) => counts.map((count) => (isLarge ? 20 * count : count))));
        // The schema refuses NaN and infinities, which JSON would hide as null.
        auditResultSchema.parse(await summarize(textsIn(scaled), configOf({ measures })));
      }),
      { numRuns: 30 },
    );
    await expect(finite).resolves.toBeUndefined();
  });
});
