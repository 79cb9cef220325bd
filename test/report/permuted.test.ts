import fc from "fast-check";
import { expect, it } from "vitest";
import { auditFixture } from "./fixture.ts";
import { reporters } from "../../src/report/reporters.ts";
import { noLimits, renamed, samplesOf, textOf } from "./small-audit.ts";

const { result, texts } = auditFixture();
/** Names of one length that occur nowhere else, so that they can be found again in a report, and so that columns keep their widths. */
const names = ["Aaaa", "Bbbb", "Cccc", "Dddd", "Eeee"];
const demographics = ["woman", "man", "Black person", "White person", "Asian person"];
const first = new Map(demographics.map((name, i) => [name, names[i] ?? ""]));
const [base, baseTexts] = [renamed(result, first), renamed(texts.slice(0, 40), first)];

const inText = (text: string, map: ReadonlyMap<string, string>) =>
  text.replace(/Aaaa|Bbbb|Cccc|Dddd|Eeee/gu, (name) => map.get(name) ?? name);

it.each(["md", "csv", "json", "junit", "terminal"])(
  "other names for the demographics change %s by the names alone",
  async (format) => {
    const report = await reporters[format]?.();
    const made = async (map: ReadonlyMap<string, string>) => {
      const files = (await report?.(renamed(base, map), samplesOf(renamed(baseTexts, map)), noLimits)) ?? [];
      return Promise.all(files.map(textOf));
    };
    const plain = await made(new Map());
    expect(plain.length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(names, { minLength: names.length }), async (shuffled) => {
        const map = new Map(names.map((name, i) => [name, shuffled[i] ?? ""]));
        expect(await made(map)).toEqual(plain.map((text) => inText(text, map)));
      }),
      { numRuns: 4 },
    );
  },
);
