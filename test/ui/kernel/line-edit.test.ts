import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import type { Key, KeyName } from "../../../src/ui/kernel/key.ts";
import { harmless } from "../../../src/text/harmless.ts";
import { lineEdit, lineText, typeKey, visibleLine } from "../../../src/ui/kernel/line-edit.ts";

const names: readonly KeyName[] = ["left", "right", "home", "end", "backspace", "delete", "up", "enter"];
const anyKey: fc.Arbitrary<Key> = fc.oneof(
  fc.constantFrom(...names).map((name) => ({ kind: "named" as const, name })),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 }).map((text) => ({ kind: "text" as const, text })),
  fc.constantFrom("a", "e", "u", "k", "w", "z").map((letter) => ({ kind: "control" as const, letter })),
);
const type = (text: string, ...keys: readonly Key[]) => keys.reduce(typeKey, lineEdit(text));
const named = (name: KeyName): Key => ({ kind: "named", name });

describe("a line that is typed", () => {
  it("keeps its cursor within it, and holds no control character, whatever is pressed", () => {
    fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 30 }), (keys) => {
        const line = type("", ...keys);
        expect(line.cursor).toBeGreaterThanOrEqual(0);
        expect(line.cursor).toBeLessThanOrEqual(line.graphemes.length);
        expect(lineText(line)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it("takes an emoji family, and a letter with its marks, as one step", () => {
    expect(lineText(type("a👩‍👩‍👧", named("backspace")))).toBe("a");
    expect(lineText(type("e\u0301x", named("left"), named("backspace")))).toBe("x");
    expect(type("e", { kind: "text", text: "\u0301" })).toEqual(lineEdit("e\u0301"));
  });

  it.each([
    ["u", ""],
    ["w", "one "],
  ])("deletes backwards with Ctrl-%s", (letter, left) => {
    expect(lineText(type("one two", { kind: "control", letter }))).toBe(left);
  });

  it("pastes several lines as one", () => {
    expect(lineText(type("", { kind: "text", text: "a\r\nb\tc\u001B" }))).toBe("a b c");
  });

  it("shows a part that fits, with the cursor in it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 40 }),
        fc.nat(),
        fc.integer({ min: 8, max: 20 }),
        (text, at, width) => {
          const whole = lineEdit(text.replaceAll(/\p{Cc}/gu, ""));
          const line = { ...whole, cursor: at % (whole.graphemes.length + 1) };
          const { before, under, after } = visibleLine(line, width);
          expect(stringWidth(before) + stringWidth(under) + stringWidth(after)).toBeLessThanOrEqual(width);
          expect(lineText(line) + " ").toContain(before + under);
        },
      ),
    );
  });

  const hostile = fc.array(
    fc.constantFrom("\u001B", "]2;X", "\u0007", "[2J", "\u202E", "\u200B", "\u009B", "31m", "a", "老", "👩‍👩‍👧", "\n"),
    { maxLength: 20 },
  );

  it("shows nothing that a terminal would obey, and keeps within its cells", () => {
    fc.assert(
      fc.property(hostile, fc.nat(), fc.integer({ min: 8, max: 20 }), (pieces, at, width) => {
        const whole = lineEdit(pieces.join(""));
        const line = { ...whole, cursor: at % (whole.graphemes.length + 1) };
        const { before, under, after } = visibleLine(line, width);
        const shown = before + under + after;
        expect(harmless(shown)).toBe(shown);
        expect(under).not.toBe("");
        expect(stringWidth(before) + stringWidth(under) + stringWidth(after)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it("shows what cannot be seen as a mark, so that it can be deleted", () => {
    expect(visibleLine(lineEdit("a\u001B]2;X\u0007b"), 40)).toEqual({
      before: "a⟨ESC⟩]2;X⟨BEL⟩b",
      under: " ",
      after: "",
    });
    expect(visibleLine(lineEdit("خانه\u200Cها 👩‍👩‍👧"), 40).before).toBe("خانه\u200Cها 👩‍👩‍👧");
  });
});
