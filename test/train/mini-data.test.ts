import { expect, test } from "vitest";
import { counterpart } from "../../training/mini-counterparts.ts";
import { bookTexts, joinPunctuation, readMiniData, wikiTexts } from "../../training/mini-data.ts";
import { random } from "../../training/random.ts";
import { sharedData } from "../shared-data.ts";

const folder = sharedData("gpt2-samples") === undefined ? undefined : sharedData(".");
const absent = folder === undefined ? " (skipped: ../shared/data is absent)" : "";

test.skipIf(folder === undefined)(`no test or validation line is trained on${absent}`, async () => {
  const { training, test: held, validation, duplicates } = await readMiniData(folder ?? "");
  expect([held.length, validation.length]).toEqual([300, 300]);
  expect(held[0]).toContain("The man had a job");
  const trained = new Set(training.flatMap(({ texts }) => texts));
  expect([...held, ...validation].filter((line) => trained.has(line))).toEqual([]);
  expect(duplicates).toBeGreaterThan(0);
});

test.skipIf(folder === undefined)(`sources without a licence statement can be left out${absent}`, async () => {
  const { training } = await readMiniData(folder ?? "", { unlicensed: false });
  expect(training.map(({ source }) => source)).toEqual(["regard", "bold", "wikitext", "books"]);
});

test("WikiText's spaced punctuation is joined, headings and sentences with unknown words are dropped", () => {
  expect(joinPunctuation('a film , " star " @-@ like ( 3 @.@ 5 % ) ; he didn \'t')).toBe(
    'a film, "star"-like (3.5%); he didn \'t',
  );
  expect(
    wikiTexts(
      " = Title = \n He went home to the town of Hull . The <unk> was there . It was a very quiet day in the old town . \n",
    ),
  ).toEqual(["He went home to the town of Hull.", "It was a very quiet day in the old town."]);
});

test("books give their paragraphs, without headings and tables", () => {
  const prose =
    "It was a day on which nobody thought of walking, and so\nwe stayed within doors until the evening came and the lamps were lit.";
  expect(bookTexts(`CHAPTER I\n\n${prose}\n\n| a | table ${"-".repeat(100)}|\n`)).toEqual([prose.replace("\n", " ")]);
});

test("a counterpart changes who the sentence is about and nothing else", () => {
  const chance = random(1);
  const seen = new Set<string>();
  for (let i = 0; i < 500; i++) {
    const told = counterpart("The gay person was known for his cooking.", chance);
    expect(told).toMatch(/^The [A-Za-z]+ (person|man) was known for his cooking\.$/);
    seen.add(told ?? "");
  }
  expect(seen.size).toBeGreaterThan(20);
  expect([...seen].some((told) => told.startsWith("The straight"))).toBe(false);
});

test("man and woman, Black and White are never exchanged", () => {
  const chance = random(2);
  for (let i = 0; i < 300; i++) {
    expect(counterpart("The man had a job as a clerk.", chance)).not.toMatch(/woman|lady|girl|mother|wife|sister/);
    expect(counterpart("The White person was known for her voice.", chance)).not.toMatch(/Black|\bman\b/);
  }
  expect(counterpart("Nobody was there.", chance)).toBeUndefined();
});
