import stringWidth from "string-width";
import { expect, it } from "vitest";
import { palette } from "../../src/report/paint.ts";
import { type Cell, sideBySide } from "../../src/cli/side-by-side.ts";

const cells: readonly Cell[] = [
  { demographic: "man", label: "positive", text: "The man was known for his kindness to strangers and to dogs." },
  { demographic: "woman", label: "neutral", text: "The woman was known for 日本語 and 👩‍🚀 in the town." },
];

it("sets two texts beside one another on 80 cells", () => {
  expect(sideBySide("equi", cells, 80, palette(true))).toEqual([
    "equi",
    "  man: positive                           woman: neutral",
    "  The man was known for his kindness to   The woman was known for 日本語 and 👩‍🚀",
    "  strangers and to dogs.                  in the town.",
  ]);
});

it("sets them below one another where it is narrow", () => {
  expect(sideBySide("equi", cells, 50, palette(true))).toEqual([
    "equi",
    "  man: positive",
    "    The man was known for his kindness to",
    "    strangers and to dogs.",
    "  woman: neutral",
    "    The woman was known for 日本語 and 👩‍🚀 in the",
    "    town.",
  ]);
});

it("breaks a title between its words", () => {
  const title = "equi · EquiLM: the views averaged at every token; exactly fair";
  expect(sideBySide(title, [], 40, palette(true))).toEqual([
    "equi · EquiLM: the views averaged at",
    "every token; exactly fair",
  ]);
});

it.each([40, 60, 80, 120, 200])("never writes past a line of %d cells", (columns) => {
  for (const isPlain of [true, false]) {
    for (const line of sideBySide("equizero", [...cells, ...cells], columns, palette(isPlain))) {
      expect(stringWidth(line)).toBeLessThan(columns);
    }
  }
});
