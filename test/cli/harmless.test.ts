import fc from "fast-check";
import { expect, it } from "vitest";
import { harmless } from "../../src/cli/harmless.ts";

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
  ["a lone surrogate", "a\uD800b", "a\uFFFDb"],
])("takes %s out of a text", (_, text, expected) => {
  expect(harmless(text)).toBe(expected);
});

it.each(["👩‍🚀 walked", "e\u0301té", "שלום לך", "日本語", "naïve café"])("leaves %s as it is", (text) => {
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
