import type { Key as InkKey } from "ink";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Key, keyReader } from "../../../src/ui/kernel/key.ts";

const nothing = { ctrl: false, tab: false, shift: false } as InkKey;
const keys = (input: string) => keyReader()(input, nothing);

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

  it("are no letter with Alt, which is also what Escape and a letter right after it look like", () => {
    const alt = { ...nothing, meta: true };
    expect(keyReader()("d", alt)).toEqual([]);
    expect(keyReader()("", { ...alt, escape: true })).toEqual([{ kind: "named", name: "escape" }]);
    expect(keyReader()("", { ...alt, upArrow: true })).toEqual([{ kind: "named", name: "up" }]);
  });

  it("keep an emoji of several code points whole", () => expect(keys("👩‍👩‍👧a")).toHaveLength(2));

  it("are one pasted text where they are more than anybody types at once", () =>
    expect(keys("a".repeat(65))).toEqual([{ kind: "text", text: "a".repeat(65), isPasted: true }]));
});

const read = (pieces: readonly string[], named: Partial<InkKey> = nothing): readonly Key[] => {
  const reader = keyReader();
  return [
    ...reader("[200~", nothing),
    ...pieces.flatMap((piece) => reader(piece, { ...nothing, ...named })),
    ...reader("[201~", nothing),
  ];
};
const pasted = (text: string): Key => ({ kind: "text", text, isPasted: true });

describe("pasted text", () => {
  it("is one key, in however many pieces it comes, and typing goes on after it", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-d\t\r]{2,6}$/u), { minLength: 1, maxLength: 5 }), (pieces) => {
        expect(read(pieces)).toEqual([pasted(pieces.join(""))]);
      }),
    );
    expect(read(["d"])).toEqual([pasted("d")]); // one letter that was pasted is no command
    expect(read([])).toEqual([]);
  });

  it("keeps a tab and a line break that come as a piece of their own", () => {
    expect(read([""], { tab: true })).toEqual([pasted("\t")]);
    expect(read([""], { return: true })).toEqual([pasted("\n")]);
  });

  it("whose end never comes is ended by Ctrl-C", () => {
    const reader = keyReader();
    reader("[200~", nothing);
    expect(reader("abc", nothing)).toEqual([]);
    expect(reader("c", { ...nothing, ctrl: true })).toEqual([pasted("abc"), { kind: "control", letter: "c" }]);
    expect(reader("q", nothing)).toEqual([{ kind: "text", text: "q" }]);
  });
});
