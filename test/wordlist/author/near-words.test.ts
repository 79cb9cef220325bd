import { beforeAll, describe, expect, it } from "vitest";
import { wordVectors } from "../../../src/models/word-vectors.ts";
import { bundledModels } from "../../../src/models/find-model.ts";
import { gpt2Tokenizer } from "../../../src/text/gpt2-tokenizer.ts";
import { nearWords, type WordVectors } from "../../../src/wordlist/author/near-words.ts";
import { suggestRows } from "../../../src/wordlist/author/suggest-rows.ts";
import { draftOf } from "./drafts.ts";

/** Vectors in a plane, by their angles in degrees. */
const plane = (angles: Readonly<Record<string, number>>): WordVectors => ({
  model: "a plane",
  words: Object.keys(angles),
  width: 2,
  vectors: Float32Array.from(
    Object.values(angles).flatMap((angle) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]),
  ),
});
const none = () => false;

describe("words near to those of a list", () => {
  // cos 30° = 0.866, cos 40° = 0.766, cos 45° = 0.707, cos 55° = 0.574
  const vectors = plane({ king: 0, lord: 30, duke: -40, monk: 55, tree: 180, stone: 250, queen: 100 });

  it("are those at the smallest angle, the nearest first, each at the cell that it is nearest to", () => {
    const found = nearWords(draftOf([["king", "queen"]]), vectors, (word) => word === "king" || word === "queen");
    expect(found.map(({ word, column, cosine }) => [word, column, cosine.toFixed(3)])).toEqual([
      ["lord", 0, "0.866"],
      ["duke", 0, "0.766"],
      ["monk", 1, "0.707"],
    ]);
  });

  it("are not given for words that the model has not learnt to tell apart", () =>
    expect(nearWords(draftOf([["king", "rare"]]), plane({ king: 0, rare: 10, lord: 40 }), none)).toEqual([]));

  it("are looked for by words that the model holds as one token, none by others", () =>
    expect(nearWords(draftOf([["grandee", ""]]), vectors, none)).toEqual([]));
});

describe("the vectors of the bundled model", () => {
  let vectors: WordVectors | undefined;
  beforeAll(async () => {
    vectors = wordVectors(`${bundledModels}/mini`, "mini", await gpt2Tokenizer());
  });

  it("are one row of length 1 a word, and of mean 0 before it", () => {
    const { words = [], width = 0, vectors: rows = new Float32Array() } = vectors ?? {};
    expect(width).toBe(288);
    expect(new Set(words).size).toBe(words.length);
    expect(rows).toHaveLength(words.length * width);
    for (const i of [0, words.indexOf("woman"), words.length - 1])
      expect(Math.hypot(...rows.subarray(i * width, (i + 1) * width))).toBeCloseTo(1, 5);
    expect(words.length).toBeGreaterThan(5000);
    expect(words.length).toBeLessThan(13_007); // the others are read as one unknown token
  });

  it("make suggestions that say whose they are, of words that are not listed", async () => {
    const draft = draftOf([
      ["father", "mother"],
      ["actor", "actress"],
    ]);
    const found = await suggestRows(draft, await gpt2Tokenizer(), [], vectors);
    const near = found.filter(({ kind }) => kind === "near");
    expect(near.flatMap(({ words }) => words)).toEqual(expect.arrayContaining(["wife", "woman"]));
    for (const { words, cosine, source } of near) {
      expect(words).toHaveLength(1);
      expect(["father", "mother", "actor", "actress"]).not.toContain(words[0]);
      expect(cosine).toBeGreaterThanOrEqual(0.5);
      expect(source).toBe("the table of tokens of mini");
    }
  });

  it("are none where there is no graph to read them from", async () =>
    expect(wordVectors(import.meta.dirname, "none", await gpt2Tokenizer())).toBeUndefined());
});
