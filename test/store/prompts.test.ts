import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { loadPrompts, promptNames } from "../../src/store/prompts.ts";
import { promptsOf, spokenLabel } from "../../src/text/prompts.ts";

const folder = mkdtempSync(join(tmpdir(), "prompts-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (text: string): string => {
  const path = join(folder, "own.csv");
  writeFileSync(path, text);
  return path;
};

it("ships templates, each different and with one place for the class", () => {
  for (const name of promptNames()) {
    const { templates } = loadPrompts(name);
    expect(new Set(templates).size).toBe(templates.length);
    expect(templates.length).toBeGreaterThan(50);
    for (const template of templates) expect(template.split("{label}").length).toBe(2);
  }
});

it("fills a class in, with the article that it takes", () => {
  const prompts = { name: "", templates: ["a photo of a {label}.", "the {label}, an old one"] };
  expect(promptsOf(prompts, "cat")).toEqual(["a photo of a cat.", "the cat, an old one"]);
  expect(promptsOf(prompts, "owl")).toEqual(["a photo of an owl.", "the owl, an old one"]);
  expect(promptsOf({ name: "", templates: ["{label}"] }, "$& {label}")).toEqual(["$& {label}"]);
  expect(spokenLabel("guinea_pig-young")).toBe("guinea pig young");
});

it.each([
  ["no such file", () => join(folder, "none.csv"), "--prompts"],
  ["a folder", () => folder, "found a folder"],
  ["no column", () => file("text\na {label}\n"), 'expected a column "template"'],
  ["no row", () => file("template\n"), "at least one template"],
  ["no place", () => file("template\na {label}\na thing\n"), "row 3: expected {label} once"],
  ["two places", () => file("template\na {label} {label}\n"), "row 2"],
])("refuses %s", (_, path, message) => {
  expect(() => loadPrompts(path())).toThrow(message);
});
