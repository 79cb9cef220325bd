import fc from "fast-check";
import stringWidth from "string-width";
import { expect, it } from "vitest";
import { beside, pad, table, wrap } from "../../src/text/layout.ts";

it("keeps every line within its width, whatever the script", () => {
  const words = fc.array(fc.constantFrom("man", "日本語", "👩‍🚀", "e\u0301", "שלום", "incomprehensibilities"), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(words, fc.integer({ min: 8, max: 40 }), (text, width) => {
      for (const line of wrap(text.join(" "), width)) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});

it("breaks a path after its folders, and within a name only where that is too long by itself", () => {
  expect(wrap("Written: reports/a-long-name/first/report.md, reports/b.md", 20)).toEqual([
    "Written:",
    "reports/a-long-name/",
    "first/report.md,",
    "reports/b.md",
  ]);
  expect(wrap(`a/${"x".repeat(12)}`, 8)).toEqual(["a/", "xxxxxxxx", "xxxx"]);
});

it("counts wide characters as two cells", () => {
  expect(pad("日本", 6)).toBe("日本  ");
  expect(beside(["日本", "b"], 4, 1)).toEqual(["日本 b"]);
  expect(beside(["ab", "b"], 4, 1)).toEqual(["ab   b"]);
});

it("sets columns of unequal length beside one another", () => {
  expect(beside(["one two three", "four"], 5, 2)).toEqual(["one    four", "two", "three"]);
});

it("does not count colours", () => {
  expect(beside(["\u001B[31mred\u001B[39m", "x"], 4, 1)).toEqual(["\u001B[31mred\u001B[39m  x"]);
});

it("puts numbers on the right of their column", () => {
  expect(
    table(
      ["word", "p"],
      [
        ["he", "0.5"],
        ["they", "12.25"],
      ],
    ),
  ).toEqual(["word      p", "he      0.5", "they  12.25"]);
});
