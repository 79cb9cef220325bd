import type { Key as InkKey } from "ink";
import { describe, expect, it } from "vitest";
import { keysOf } from "../../../src/ui/kernel/key.ts";

const nothing = { ctrl: false, tab: false, shift: false } as InkKey;
const keys = (input: string, isPasted = false) => keysOf(input, nothing, isPasted);

describe("keys that come together", () => {
  it("are told apart, Enter and Tab among letters too", () =>
    expect(keys("oé\tx\r\u0013")).toEqual([
      { kind: "text", text: "o" },
      { kind: "text", text: "é" },
      { kind: "named", name: "tab" },
      { kind: "text", text: "x" },
      { kind: "named", name: "enter" },
      { kind: "control", letter: "s" },
    ]));

  it("keep an emoji of several code points whole", () => expect(keys("👩‍👩‍👧a")).toHaveLength(2));

  it("are one text where they were pasted", () => expect(keys("a\rb", true)).toEqual([{ kind: "text", text: "a\rb" }]));

  it("are one text where they are more than anybody types at once", () => expect(keys("a".repeat(65))).toHaveLength(1));
});
