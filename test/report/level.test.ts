import { expect, it } from "vitest";
import { reporters } from "../../src/report/reporters.ts";
import { pageOf } from "./html/html-page.ts";
import { noLimits, samplesOf, smallAudit, textOf } from "./small-audit.ts";

const { result, texts } = smallAudit();
const loose = { ...result, config: { ...result.config, analysis: { ...result.config.analysis, level: 0.8 } } };

async function markdown(): Promise<string> {
  const [file] = (await (await reporters["md"]?.())?.(loose, samplesOf(texts), noLimits)) ?? [];
  return file === undefined ? "" : textOf(file);
}

/** Every confidence that is said of an interval. */
const levelsIn = (text: string) =>
  new Set(Array.from(text.replaceAll(/\s+/gu, " ").matchAll(/(\d+) % intervals?/gu), ([, level]) => level));

it("reports say the confidence that was declared: its own for intervals, 2·level − 1 for the margin's", async () => {
  expect(levelsIn(await markdown())).toEqual(new Set(["80", "60"]));
  expect(levelsIn(pageOf({ result: loose, texts }))).toEqual(new Set(["80", "60"]));
});
