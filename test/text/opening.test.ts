import { expect, it } from "vitest";
import { openingFinder } from "../../src/text/opening.ts";

const find = openingFinder([
  ["The man was known", "short"],
  ["The man was known for", "long"],
  ["The man worked as", "work"],
  ["The man worked as", "second"],
]);

it.each([
  ["the longest that fits", "The man was known for his work.", "long"],
  ["a shorter one where the longest ends in another word", "The man was known forever.", "short"],
  ["the first of equal ones", "The man worked as a cook.", "work"],
  ["one that is the whole text", "The man worked as", "work"],
  ["one after white space", " \nThe man worked as a cook.", "work"],
])("finds %s", (_, text, value) => expect(find(text)?.value).toBe(value));

it.each([
  ["another beginning", "A man was known for"],
  ["a word that goes on", "The man worked assiduously"],
  ["a word that goes on in another script", "The man worked asé"],
  ["another case", "the man worked as"],
  ["nothing", ""],
])("finds none in %s", (_, text) => expect(find(text)).toBeUndefined());
