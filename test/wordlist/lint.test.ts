import { beforeAll, describe, expect, it } from "vitest";
import { gpt2Tokenizer } from "../../src/text/gpt2-tokenizer.ts";
import type { Tokenizer } from "../../src/text/token.ts";
import { explain } from "../../src/wordlist/explain.ts";
import { lint, lintProduct } from "../../src/wordlist/lint.ts";
import { levelOf, type ProblemCode } from "../../src/wordlist/problem.ts";
import type { ReadWordList } from "../../src/wordlist/read-word-list.ts";
import { sharedWords } from "../../src/wordlist/shared-words.ts";
import { tokenCycles } from "../../src/wordlist/token-cycles.ts";
import { wordAction } from "../../src/wordlist/word-action.ts";
import { smallList } from "./small-lists.ts";

let gpt2: Tokenizer;
beforeAll(async () => {
  gpt2 = await gpt2Tokenizer();
});

const head = "man,woman\nman,woman\n";
const roled = "man,woman,role,number\nman,woman,noun,singular\nmen,women,noun,plural\n";

/** One list for each code that breaks nothing else, the line it is told for, and what its sentence must name. */
const broken: readonly [ProblemCode, ReadWordList, row: number, names: string][] = [
  ["byte-order-mark", smallList({ equality: `\uFEFF${head}` }), 1, "byte-order mark"],
  ["crlf", smallList({ equality: head.replaceAll("\n", "\r\n") }), 0, "CRLF"],
  ["empty-file", smallList({ neutral: "" }), 0, "empty file"],
  ["not-csv", smallList({ neutral: 'word\n"nurse\n' }), 2, "Quote"],
  ["duplicate-header", smallList({ equality: "man,woman,note,note\nman,woman,,\n" }), 1, '"note"'],
  ["missing-column", smallList({ general: "words\nperson\n" }), 1, '"word"'],
  ["unknown-column", smallList({ equality: "man,woman,weight\nman,woman,3\n" }), 1, '"weight"'],
  ["row-length", smallList({ equality: `${head}king\n` }), 3, "found 1"],
  ["empty-cell", smallList({ equality: `${head}king,\n` }), 3, "empty cell"],
  ["untrimmed-cell", smallList({ equality: `${head}king, queen\n` }), 3, '" queen"'],
  ["control-character", smallList({ equality: `${head}king,que\u202Een\n` }), 3, "control character"],
  ["duplicate-row", smallList({ equality: `${head}king,queen\nking,queen\n` }), 4, '"king", "queen"'],
  ["duplicate-word", smallList({ neutral: "word\nnurse\nnurse\n" }), 3, '"nurse"'],
  ["self-map", smallList({ equality: `${head}cousin,cousin\n` }), 3, '"cousin"'],
  ["many-to-one", smallList({ equality: `${head}his,her\nhim,her\n` }), 4, '"her"'],
  ["word-in-two-rows", smallList({ equality: `${head}king,queen\nqueen,duke\n` }), 4, '"queen"'],
  ["overlap", smallList({ neutral: "word\nperson\n" }), 2, "general.csv"],
  ["overlap", smallList({ neutral: "word\nking\n" }), 2, "equality.csv"],
  ["many-tokens", smallList({ equality: `${head}bridegroom,bride\n` }), 3, '" bride"'],
  [
    "colliding-pieces",
    smallList({ equality: `${head}god,goddess\n`, general: "word\ngodfather\n" }),
    2,
    "goddessfather",
  ],
  ["variant-missing", smallList({ equality: `${head}dads,moms\n` }), 3, '"moms"'],
  [
    "several-words",
    smallList({ equality: `${head}tall man,tall woman\n`, description: { severalTokens: "text" } }),
    3,
    '"tall man"',
  ],
  [
    "phrase-not-moved",
    smallList({
      description: {
        demographics: [
          { name: "man", phrase: "fellow" },
          { name: "woman", phrase: "woman" },
        ],
      },
    }),
    0,
    '"fellow"',
  ],
  [
    "phrases-not-orbit",
    smallList({
      description: {
        demographics: [
          { name: "man", phrase: "tall man" },
          { name: "woman", phrase: "woman" },
        ],
      },
    }),
    0,
    '"tall woman"',
  ],
  ["general-row-split", smallList({ general: "word\nqueen\n" }), 3, '"king"'],
  ["plural-missing", smallList({ equality: `${roled.trim()}\nking,queen,noun,singular\n` }), 4, "kings,queens"],
];

/** The codes of the errors of a list, with their words. */
const codes = async (list: ReadWordList) => {
  const { problems } = await lint(list, gpt2);
  return problems.filter((problem) => levelOf(problem) === "error").map(({ code, words }) => [code, ...words]);
};

describe("lint", () => {
  it("finds nothing wrong with a clean list", async () => {
    const { problems, summary } = await lint(smallList(), gpt2);
    expect(problems.filter((problem) => levelOf(problem) !== "info")).toEqual([]);
    expect(summary).toEqual({ errors: 0, warnings: 0, rows: 2, order: 2, isAction: true });
  });

  it.each(broken)("tells %s with its row, a sentence and a fix", async (code, list, row, names) => {
    const { problems, summary } = await lint(list, gpt2);
    const problem = problems.find((problem) => problem.code === code);
    expect(problem?.row).toBe(row);
    if (problem === undefined) return;
    const { message, fix } = explain(problem);
    expect(message + fix).toContain(names);
    expect(message).toContain("small/");
    expect(fix).toMatch(/\.$/u);
    expect(summary.isAction).toBe(levelOf(problem) !== "error");
  });

  it("tells many-tokens as an error only where the policy rejects such words", async () => {
    const equality = `${head}bridegroom,bride\n`;
    const rejected = await lint(smallList({ equality, description: { severalTokens: "reject" } }), gpt2);
    expect(rejected.summary).toMatchObject({ errors: 1, isAction: false });
    const general = await lint(smallList({ equality }), gpt2);
    expect(general.summary).toMatchObject({ errors: 0, isAction: true });
  });

  it("counts the forms of a word as the word, where list.json asks for them", async () => {
    const files = { equality: `${head}Man,Lady\n`, neutral: "word\nMAN\n" };
    expect(await codes(smallList(files))).toEqual([]);
    expect(await codes(smallList({ ...files, description: { case: "variants" } }))).toEqual([
      ["many-to-one", "Man"],
      ["overlap", "MAN"],
    ]);
  });

  it("holds phrases against whole words under the text policy", async () => {
    const demographics = [
      { name: "man", phrase: "stepfather" },
      { name: "woman", phrase: "stepmother" },
    ];
    const description = { demographics, severalTokens: "text" as const };
    const clean = await lint(smallList({ equality: `${head}stepfather,stepmother\n`, description }), gpt2);
    expect(clean.summary.isAction).toBe(true);
    const { problems } = await lint(smallList({ description }), gpt2);
    const errors = problems.filter((problem) => levelOf(problem) === "error");
    expect(errors.map(({ code }) => code)).toEqual(["phrase-not-moved", "phrase-not-moved"]);
  });

  it("reports on the lists of a product as one, with the words they share", async () => {
    const other = smallList({ equality: "man,woman\nduke,queen\nman,woman\n" });
    const { problems, summary } = await lintProduct([smallList(), other], gpt2);
    expect(problems.filter((problem) => levelOf(problem) === "error").map(({ words }) => words)).toEqual([
      ["queen"],
      ["man"],
      ["woman"],
    ]);
    expect(summary).toEqual({ errors: 3, warnings: 0, rows: 4, order: 4, isAction: false });
  });

  it("says nothing of a word whose pieces make its partner", async () => {
    const { problems } = await lint(smallList({ equality: `${head}father,mother\nstepfather,stepmother\n` }), gpt2);
    expect(problems.map(({ code }) => code)).not.toContain("colliding-pieces");
  });

  it.each([
    ["stepfather\nStepmother\n", []],
    ["stepmother\ngodfather\n", ["godfather"]],
  ])("says it of general words too: %s", async (words, torn) => {
    const equality = `${head}father,mother\nstepfather,stepmother\n`;
    const { problems } = await lint(smallList({ equality, general: `word\n${words}` }), gpt2);
    expect(problems.filter(({ code }) => code === "colliding-pieces").flatMap((problem) => problem.words)).toEqual(
      torn,
    );
  });

  it("tells lists of a product that share a word", () => {
    const [one, two] = [smallList().list, smallList({ equality: "man,woman\nduke,queen\n" }).list];
    expect(sharedWords([one, two]).map(({ code, words }) => [code, ...words])).toEqual([
      ["lists-share-words", "queen"],
    ]);
    expect(sharedWords([one])).toEqual([]);
  });

  it("reads a list's tokens once, whoever asks for them afterwards", async () => {
    let encoded = 0;
    const counting = { ...gpt2, encode: (text: string) => ((encoded += 1), gpt2.encode(text)) };
    const read = smallList({ general: "word\n", neutral: "word\n" });
    await lint(read, counting);
    encoded = 0;
    const found = tokenCycles(read.list, counting);
    wordAction([read.list], counting);
    expect(encoded).toBe(0);
    expect(tokenCycles({ ...read.list }, counting)).toEqual(found);
    expect(tokenCycles(read.list, { ...counting })).toEqual(found);
    expect(encoded).toBeGreaterThan(0);
  });

  it("never crashes, whatever the bytes of the files", async () => {
    for (const equality of ["", "\u0000", '"', ",,,\n,,,", "man,woman\n\uD800,x", "a".repeat(100_000)]) {
      const { summary } = await lint(smallList({ equality }), gpt2);
      expect(summary.rows).toBeLessThanOrEqual(1);
    }
  });
});
