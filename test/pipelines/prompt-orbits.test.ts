import { expect, it } from "vitest";
import { moveTokens } from "../../src/decode/move-tokens.ts";
import { checkPrompts, templateOrbit, typedOrbits } from "../../src/pipelines/prompt-orbits.ts";
import { pairsAndThrees, smallActions, threes } from "../fakes/token-actions.ts";
import { smallTools } from "./small-tools.ts";

it.each(smallActions)("gives one orbit whichever of its prompts was typed, on %s", (_, action) => {
  const tools = smallTools(action);
  const typed = tools.tokenizer.encode("w15 w0 w4 w14");
  const orbits = action.group.elements.map((g) => {
    const prompt = tools.tokenizer.decode(moveTokens(action, g, typed)).trim();
    return typedOrbits(tools, [prompt], false);
  });
  const seen = orbits.map(([orbit]) => orbit?.map(({ element, tokens, stream }) => [element, tokens.join(), stream]));
  for (const orbit of seen) expect(orbit).toEqual(seen[0]);
  expect(orbits[0]?.[0]?.map(({ element }) => element)).toEqual(action.group.elements);
});

it("takes prompts of one orbit together", () => {
  expect(typedOrbits(smallTools(threes), ["w0 w14", "w1 w14", "w15 w3"], false).map((orbit) => orbit.length)).toEqual([
    3, 3,
  ]);
});

it("keeps to the typed prompt where only that is asked for, with the place it has in its orbit", () => {
  const [orbit] = typedOrbits(smallTools(threes), ["w2 w14"], true);
  expect(orbit?.map(({ text, element, demographic }) => [text, element, demographic])).toEqual([["w2 w14", 2, "d2"]]);
});

it("gives a prompt that no listed word touches alone, and about nobody", () => {
  const [orbit] = typedOrbits(smallTools(threes), ["w14 w15"], false);
  expect(orbit?.map(({ text, element, demographic }) => [text, element, demographic])).toEqual([["w14 w15", 0, null]]);
});

it("shows each image once where only one factor of a product is touched", () => {
  const [orbit] = typedOrbits(smallTools(pairsAndThrees), ["w5 w14"], false);
  expect(orbit?.map(({ text, element }) => [text.trim(), element])).toEqual([
    ["w4 w14", 0],
    ["w5 w14", 1],
    ["w6 w14", 2],
  ]);
});

it("fills a template for every element", () => {
  const tools = smallTools(threes);
  expect(templateOrbit(tools, "{demographic} w14", "small").map(({ text }) => text)).toEqual([
    "w0 w14",
    "w1 w14",
    "w2 w14",
  ]);
  expect(typedOrbits(tools, ["{demographic} w14"], false)[0]?.map(({ text }) => text)).toEqual([
    "w0 w14",
    "w1 w14",
    "w2 w14",
  ]);
});

it.each(["", "  ", "\n"])("refuses the prompt %j", (prompt) => {
  expect(() => checkPrompts(["w0", prompt])).toThrow("Prompt 2: expected some text");
});
