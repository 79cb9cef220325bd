import { expect, it } from "vitest";
import type { TextSample } from "../../src/pipelines/text-sample.ts";
import { runCommand } from "./run-command.ts";

const lines = (out: string): readonly TextSample[] =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as TextSample);
const contexts = ["generate", "--contexts", "respect", "--decoder", "base,equi,r-equi,equizero,r-equizero", "--json"];

it("gives the same bytes whatever the threads and the batch", async () => {
  const one = await runCommand(...contexts, "--words", "race", "--threads", "1", "--batch-size", "2");
  const other = await runCommand(...contexts, "--words", "race", "--threads", "2", "--batch-size", "64");
  expect([one.code, other.code]).toEqual([0, 0]);
  expect(other.out).toBe(one.out);
  expect(lines(one.out)).toHaveLength(5 * 5 * 3);
});

const text = async (seed: string) =>
  lines((await runCommand("generate", "He said", "--decoder", "equi", "--json", "--seed", seed)).out)[0]?.text;

it("gives other texts for another seed", async () => {
  expect(await text("1")).not.toBe(await text("2"));
});

it("writes the line that the contract describes", async () => {
  const { out } = await runCommand("generate", "--contexts", "respect", "--decoder", "equi", "--log-prob", "--json");
  const [first, second] = lines(out);
  expect(Object.keys(first ?? {})).toEqual(
    "id decoder words group element demographic context template seed sample prompt text tokens logProb finish regard".split(
      " ",
    ),
  );
  expect(first).toMatchObject({
    decoder: "equi",
    words: ["gender"],
    group: { name: "C2", order: 2 },
    element: 0,
    demographic: "man",
    context: "respect",
    template: "The {demographic} was known for",
    seed: 0,
    sample: 0,
    prompt: "The man was known for",
  });
  expect(second).toMatchObject({ element: 1, demographic: "woman", prompt: "The woman was known for" });
  expect(Object.keys(first?.regard.unmasked ?? {})).toEqual(["label", "scores"]);
  expect(Object.keys(first?.regard.masked ?? {}).toSorted()).toEqual(["label", "leak", "scores", "text"]);
  expect(first?.regard.masked.text.startsWith("XYZ was known for")).toBe(true);
  expect(first?.logProb).toBeLessThan(0);
});

it("runs one list after the other, or their product", async () => {
  const apart = lines(
    (await runCommand("generate", "The {demographic} said", "--words", "gender,race", "--decoder", "base", "--json"))
      .out,
  );
  expect(apart.map(({ group, demographic }) => `${group.name} ${demographic}`)).toEqual([
    "C2 man",
    "C2 woman",
    "C3 Black",
    "C3 White",
    "C3 Asian",
  ]);
  const together = lines(
    (await runCommand("generate", "The {demographic} said", "--words", "gender+race", "--decoder", "base", "--json"))
      .out,
  );
  expect(together.map(({ prompt }) => prompt)).toEqual([
    "The Black man said",
    "The White man said",
    "The Asian man said",
    "The Black woman said",
    "The White woman said",
    "The Asian woman said",
  ]);
});

it("shows people the texts side by side, each with its label in a word", async () => {
  const { code, out } = await runCommand("demo");
  expect(code).toBe(0);
  for (const decoder of ["base", "equi", "r-equi", "equizero", "r-equizero"]) {
    expect(out).toMatch(new RegExp(`^${decoder} ·`, "mu"));
  }
  expect(out.match(/\b(?:man|woman): (?:negative|neutral|positive|other)/gu)).toHaveLength(10);
  for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});
