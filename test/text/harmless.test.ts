import fc from "fast-check";
import { expect, it } from "vitest";
import { harmless, harmlessStart } from "../../src/text/harmless.ts";

it.each([
  ["colours", "a\u001B[31mb\u001B[0mc", "abc"],
  ["cursor movement", "a\u001B[2J\u001B[Hb", "ab"],
  ["a window title", "a\u001B]0;owned\u0007b", "ab"],
  ["a link", "\u001B]8;;http://x\u001B\\word\u001B]8;;\u001B\\", "word"],
  ["C1 colours", "a\u009B31mb", "ab"],
  ["a device-control string", "a\u001BPq#0\u001B\\b", "ab"],
  ["a bell and a backspace", "a\u0007\u0008b", "ab"],
  ["an override of the writing direction", "a\u202Egnp\u202C.exe", "agnp.exe"],
  ["line breaks", "a\r\nb\nc", "a⏎b⏎c"],
  ["marks without width", "a\u200Bb\u2060c\u00ADd\uFEFF\u{E0041}", "abcd"],
  ["joiners between plain letters", "a\u200Db\u200C", "ab"],
  ["isolates", "a\u2067b\u2069c", "abc"],
  ["a lone surrogate", "a\uD800b", "a\uFFFDb"],
])("takes %s out of a text", (_, text, expected) => {
  expect(harmless(text)).toBe(expected);
});

it.each(["👩‍🚀 walked", "e\u0301té", "שלום לך", "日本語", "naïve café", "می‌خواهم"])("leaves %s as it is", (text) => {
  expect(harmless(text)).toBe(text);
});

it("lets no control character through, whatever the text", () => {
  const hostile = fc.array(
    fc.constantFrom("\u001B", "[", "]", "0", ";", "m", "\u0007", "\u009B", "\u202E", "a", "\n"),
    {
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(hostile, (characters) => {
      expect(harmless(characters.join(""))).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    }),
  );
});

it("shortens a long text and says by how much", () => {
  expect(harmlessStart("a".repeat(100_000), 10)).toBe(`${"a".repeat(10)}… (99990 more characters)`);
  expect(harmlessStart("abc", 3)).toBe("abc");
  expect(harmlessStart("a👩b", 2)).toBe("a… (3 more characters)");
});

it("is done with hostile texts of a million characters in little time", () => {
  for (const piece of ["\u001B", "\u001B[", "\u009D]", "\u001B[0", "\u200D", "日\u200D", "0", "\u001BP"]) {
    const started = performance.now();
    harmless(piece.repeat(500_000));
    expect(performance.now() - started).toBeLessThan(5000);
  }
});
