import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTrainedOn, writeTrainedOn } from "../../src/regard/trained-on.ts";
import { bundledClassifier, readManifest, trainedOn } from "../../src/store/classifiers.ts";
import { readHumanLabels } from "../../src/store/label-file.ts";
import { readTexts } from "../../src/store/texts.ts";

const ofBundled = (name: string) => {
  const folder = bundledClassifier(name) ?? "";
  const manifest = readManifest(folder);
  return manifest === undefined ? undefined : trainedOn(folder, manifest);
};

describe("the texts a classifier was trained on", () => {
  it("are known again, masked or not, and others are not", () => {
    const words = fc.constantFrom("kind", "cruel", "works", "sings", "tall");
    fc.assert(
      fc.property(fc.uniqueArray(words, { minLength: 1 }), fc.uniqueArray(words, { minLength: 1 }), (a, b) => {
        const wasTrainedOn = readTrainedOn(writeTrainedOn([`XYZ ${a.join(" ")}.`]));
        expect(wasTrainedOn(`XYZ ${a.join(" ")}.`)).toBe(true);
        expect(wasTrainedOn(`The Black person ${a.join(" ")}.`)).toBe(true);
        expect(wasTrainedOn(`XYZ ${b.join(" ")}.`)).toBe(a.join(" ") === b.join(" "));
      }),
    );
  });

  it("hold every labelled sentence of training/, whose files are thus refused as a test of mini", async () => {
    const wasTrainedOn = ofBundled("mini");
    for (const file of ["regard-sentences.csv", "regard-continuations.csv", "regard-continuations-2.csv"]) {
      const path = join(import.meta.dirname, "../../training", file);
      for await (const { text } of readTexts(path, "text")) expect([text, wasTrainedOn?.(text)]).toEqual([text, true]);
    }
    expect(wasTrainedOn?.("XYZ was known for a sentence that nobody has written before, on purpose.")).toBe(false);
    // The fourth file holds line numbers, no texts.
    const lines = join(import.meta.dirname, "../../training/regard-sample-labels.csv");
    await expect(readHumanLabels(lines)).rejects.toThrow(/"line", "label"/u);
  });

  it("are none for the lexicon, which was not trained", () =>
    expect(ofBundled("lexicon")?.("XYZ is kind.")).toBe(false));
});
