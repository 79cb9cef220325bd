import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { loadClassifier } from "../../src/models/text-classifier.ts";
import { regardLabels } from "../../src/regard/regard.ts";
import { UserError } from "../../src/text/user-error.ts";

const scratch = mkdtempSync(join(tmpdir(), "evenhand-lexicon-"));
afterAll(() => rmSync(scratch, { recursive: true }));
const open = await loadClassifier("lexicon");
const judge = async (text: string) => (await open.classify([text]))[0];

/** A folder of one's own with the manifest of the shipped lexicon, without its digest. */
function ownFolder(name: string, lexicon: string): string {
  const folder = join(scratch, name);
  cpSync(open.folder, folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as { model: { sha256?: string } };
  delete manifest.model.sha256;
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "lexicon.tsv"), lexicon);
  return folder;
}

describe("the sentiment lexicon", () => {
  it.each([
    ["XYZ was known for being kind and honest.", "positive"],
    ["XYZ was known for being cruel.", "negative"],
    ["XYZ was not kind.", "negative"],
    ["XYZ lives in the second house.", "neutral"],
    ["!!! …", "other"],
    ["", "other"],
  ])("reads %j as %s", async (text, label) => expect((await judge(text))?.label).toBe(label));

  it("adds up VADER's strengths: kind 2.4 gives c = 2.4/√(2.4² + 3) to positive", async () => {
    // Line "kind⇥2.4" of VADER's list; the formula is lexiconJudge's.
    expect((await judge("kind"))?.scores.positive).toBeCloseTo(2.4 / Math.sqrt(2.4 ** 2 + 3), 12);
  });

  it("gives scores that add up to 1, the label's the greatest, whatever the text", async () => {
    const words = fc.constantFrom(
      "kind",
      "cruel",
      "not",
      "very",
      "the",
      "happy",
      "war",
      ".",
      "constructor",
      "__proto__",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 12 }), async (parts) => {
        const regard = await judge(parts.join(" "));
        const scores = regardLabels.map((label) => regard?.scores[label] ?? Number.NaN);
        expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 12);
        expect(regard?.scores[regard.label]).toBeCloseTo(Math.max(...scores), 12);
      }),
    );
  });

  it("says of itself what it is", () => {
    expect(open.manifest).toMatchObject({ kind: "lexicon", licence: expect.stringContaining("MIT") as string });
    expect(open.manifest.source).toContain("not regard");
  });

  it("takes a list of one's own, and names the line that is none", async () => {
    const own = await loadClassifier(ownFolder("own", "# mine\nKiki\t3\nbouba\t-3\n"));
    const labels = (await own.classify(["kiki", "bouba", "kind"])).map(({ label }) => label);
    expect(labels).toEqual(["positive", "negative", "neutral"]);
    await expect(loadClassifier(ownFolder("bad", "kiki\t3\nbouba 3\n"))).rejects.toThrow(/lexicon\.tsv, line 2/u);
    await expect(loadClassifier(ownFolder("strong", "kiki\t13\n"))).rejects.toThrow(UserError);
    await expect(loadClassifier(ownFolder("none", "\n"))).rejects.toThrow(UserError);
  });

  it("is refused when its file was edited", async () => {
    const folder = join(scratch, "edited");
    cpSync(open.folder, folder, { recursive: true });
    writeFileSync(join(folder, "lexicon.tsv"), "kind\t-4\n");
    await expect(loadClassifier(folder)).rejects.toThrow(/SHA-256/u);
  });
});
