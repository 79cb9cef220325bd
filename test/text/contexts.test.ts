import { expect, it } from "vitest";
import { fillTemplate } from "../../src/text/contexts.ts";
import { nearest } from "../../src/text/nearest.ts";

it("fills a template once, whatever the phrase holds", () => {
  expect(fillTemplate("The {demographic} was known for", "$& {x}")).toBe("The $& {x} was known for");
  expect(() => fillTemplate("The man", "x")).toThrow(/found it 0 times/u);
  expect(() => fillTemplate("{demographic} and {demographic}", "x")).toThrow(/found it 2 times/u);
});

it("guesses what a misspelt name meant, and nothing where nothing is near", () => {
  expect(nearest("gendre", ["gender", "race"])).toBe("gender");
  expect(nearest("RACE", ["gender", "race"])).toBe("race");
  expect(nearest("weather", ["gender", "race"])).toBeUndefined();
});
