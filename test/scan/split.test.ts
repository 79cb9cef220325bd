import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allExamples, type Example } from "../../src/scan/grammar.ts";
import { holdOut, makeSplit, splitNames } from "../../src/scan/split.ts";
import { actionWords, commandWords, encodeWords } from "../../src/scan/vocabulary.ts";
import { sharedData } from "../shared-data.ts";

const line = ({ command, actions }: Example): string => `${command.join(" ")} → ${actions.join(" ")}`;
const actionsOf = (command: string): string =>
  allExamples()
    .find((example) => example.command.join(" ") === command)
    ?.actions.join(" ") ?? "no such command";

test("commands mean what Lake and Baroni's appendix says", () => {
  expect(actionsOf("jump")).toBe("JUMP");
  expect(actionsOf("jump left")).toBe("TURN_LEFT JUMP");
  expect(actionsOf("jump around right")).toBe("TURN_RIGHT JUMP TURN_RIGHT JUMP TURN_RIGHT JUMP TURN_RIGHT JUMP");
  expect(actionsOf("turn left twice")).toBe("TURN_LEFT TURN_LEFT");
  expect(actionsOf("jump thrice")).toBe("JUMP JUMP JUMP");
  expect(actionsOf("jump opposite left and walk thrice")).toBe("TURN_LEFT TURN_LEFT JUMP WALK WALK WALK");
  expect(actionsOf("jump opposite left after walk around left")).toBe(
    "TURN_LEFT WALK TURN_LEFT WALK TURN_LEFT WALK TURN_LEFT WALK TURN_LEFT TURN_LEFT JUMP",
  );
});

test("there are 20,910 commands, each once, the longest of 9 words and 48 actions", () => {
  const all = allExamples();
  expect(all).toHaveLength(20_910);
  expect(new Set(all.map(({ command }) => command.join(" "))).size).toBe(20_910);
  expect(Math.max(...all.map(({ command }) => command.length))).toBe(9);
  expect(Math.max(...all.map(({ actions }) => actions.length))).toBe(48);
});

test("the vocabularies have 15 and 8 ids, and hold every word", () => {
  expect(commandWords.words).toHaveLength(15);
  expect(actionWords.words).toHaveLength(8);
  expect(encodeWords(commandWords, ["jump"])).toEqual([5, 1]);
  expect(() => encodeWords(actionWords, ["HOP"])).toThrow('expected a word of SCAN but found "HOP"');
  for (const { command, actions } of allExamples())
    expect(() => [encodeWords(commandWords, command), encodeWords(actionWords, actions)]).not.toThrow();
});

describe.each(splitNames)("%s", (name) => {
  const { train, test: tested } = makeSplit(name);
  const counts = { add_jump: [14_670, 13_204, 7_706], around_right: [15_225, 15_225, 4_476] }[name];

  test("has as many lines as published, and tests nothing that it trains on", () => {
    const distinct = new Set(train.map(line));
    expect([train.length, distinct.size, tested.length]).toEqual(counts);
    expect(tested.filter((example) => distinct.has(line(example)))).toEqual([]);
  });

  test("a fifth is held out by the seed: the same for one seed, another for another", () => {
    const first = holdOut(train, 0);
    expect(first.validation).toHaveLength({ add_jump: 2_934, around_right: 3_045 }[name]);
    expect([...first.train, ...first.validation].map(line).toSorted()).toEqual(train.map(line).toSorted());
    expect(holdOut(train, 0)).toEqual(first);
    expect(holdOut(train, 1).validation.map(line)).not.toEqual(first.validation.map(line));
  });

  const folder = sharedData("scan");
  const file = name === "add_jump" ? "addprim_jump" : name;
  test.skipIf(folder === undefined).each([
    ["train", train],
    ["test", tested],
  ] as const)("is the published %s file, line for line, as multisets (needs ../shared/data/scan)", (part, examples) => {
    const lines = readFileSync(join(folder ?? "", `${part}_${file}.txt`), "utf8")
      .trim()
      .split("\n");
    const published = lines.map((text) => text.trim().replace("IN: ", "").replace("OUT:", "→").replaceAll("I_", ""));
    expect(examples.map(line).toSorted()).toEqual(published.toSorted());
  });
});
