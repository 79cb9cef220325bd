import { encode } from "gpt-tokenizer/encoding/gpt2";
import { expect, test } from "vitest";
import { rowMaker } from "../../training/mini-batches.ts";
import { counterpart } from "../../training/mini-counterparts.ts";
import { bookTexts, joinPunctuation, readMiniData, wikiTexts } from "../../training/mini-data.ts";
import { chooseVocabulary, innerTable } from "../../training/mini-vocabulary.ts";
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
  expect(training.map(({ source }) => source)).toEqual(["regard", "own", "bold", "wikitext", "books"]);
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

const tiny = {
  training: [
    { source: "samples", texts: ["The man was known for his work.", "The gay person worked as a clerk"] },
    { source: "bold", texts: ["A clerk is a worker who keeps records in an office or a shop."] },
  ],
  validation: [],
  test: [],
  duplicates: 0,
} as const;

test("rows repeat for equal seeds, come from the sources there are, and count no target that is unknown or past a cut", () => {
  const vocabulary = chooseVocabulary([tiny.training[0]], [], 2000);
  const table = innerTable(vocabulary);
  const unknown = vocabulary.ids.length;
  const draw = rowMaker(tiny, vocabulary);
  const rows = draw(7, { samples: 1, books: 1 }, 8, 32);
  expect(draw(7, { samples: 1, books: 1 }, 8, 32)).toEqual(rows);
  expect(rows.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
  const first = encode("The")[0]!;
  for (let row = 0; row < 8; row++) expect(rows.ids[32 * row]).toBe(table[first]);
  const counted = [...rows.targets].filter((_, i) => rows.weights[i]! > 0);
  expect(counted).not.toContain(unknown);
  // "… worked as a clerk" was cut off: the end-of-text that follows it is no target.
  const clerk = table[encode(" clerk")[0]!]!;
  const afterClerk = [...rows.ids].flatMap((id, i) => (id === clerk && i % 32 < 31 ? [rows.weights[i]] : []));
  expect(afterClerk.length).toBeGreaterThan(0);
  expect(new Set(afterClerk)).toEqual(new Set([0]));
});
