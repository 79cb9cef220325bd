import fc from "fast-check";
import { expect, it } from "vitest";
import { visible, visibleStart } from "../../src/text/visible.ts";

it.each([
  ["a reversed line", "abc\u202Edef\u202C", "abc⟨RLO⟩def⟨PDF⟩"],
  ["letters of no width", "ad\u200Bmin\uFEFF", "ad⟨ZWSP⟩min⟨BOM⟩"],
  ["a terminal's command", "\u001B[31mred\u0007", "⟨ESC⟩[31mred⟨BEL⟩"],
  ["NUL", "a\0b", "a⟨NUL⟩b"],
  ["line breaks and tabs", "a\r\nb\u2028c\td", "a⏎b⏎c⇥d"],
  ["half a character", "a\uD83Db", "a\uFFFDb"],
  ["tags", "a\u{E0041}", "a⟨U+E0041⟩"],
  ["marks in a tower", `a${"\u0301".repeat(50)}`, `a${"\u0301".repeat(4)}⟨46 more marks⟩`],
  ["an emoji of several", "👩‍👩‍👧 ok", "👩‍👩‍👧 ok"],
  ["plain text", "Zoë said: “no” (१२)", "Zoë said: “no” (१२)"],
])("shows %s", (_, text, shown) => expect(visible(text)).toBe(shown));

const hostile = fc.string({ unit: "binary", maxLength: 60 });

it("leaves no control, no change of direction and no half of a character, whatever comes in", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = visible(text);
      expect(shown.isWellFormed()).toBe(true);
      expect(shown.replaceAll("\u200D", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(visible(shown)).toBe(shown);
    }),
    { numRuns: 500 },
  );
});

it("cuts between characters", () => {
  expect(visibleStart("ab😀cd", 3)).toBe("ab");
  expect(visibleStart("ab😀cd", 4)).toBe("ab😀");
  expect(visibleStart("ab", 4)).toBe("ab");
});
