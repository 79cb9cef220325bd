import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inSight, listWindow, moveInList } from "../../../src/ui/kernel/list-window.ts";

const moves = ["up", "down", "page-up", "page-down", "home", "end", "left", undefined] as const;

describe("a window on a long list", () => {
  it("always shows what is selected, and fills its height where it can", () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.constantFrom(...moves)),
        (count, height, keys) => {
          const window = keys.reduce(moveInList, listWindow(count, height));
          const shown = inSight(
            Array.from({ length: count }, (_, i) => i),
            window,
          );
          expect(shown).toHaveLength(Math.min(count, height));
          expect(shown.includes(window.selected) || count === 0).toBe(true);
        },
      ),
    );
  });

  it("reaches both ends and stays there", () => {
    const end = moveInList(listWindow(10_000, 20), "end");
    expect(end).toMatchObject({ selected: 9999, top: 9980 });
    expect(moveInList(end, "down")).toEqual(end);
    expect(moveInList(end, "home")).toMatchObject({ selected: 0, top: 0 });
  });

  it("keeps the selection in sight when the list shrinks or the terminal does", () => {
    expect(listWindow(5, 20, moveInList(listWindow(100, 20), "end"))).toMatchObject({ selected: 4, top: 0 });
    expect(listWindow(100, 5, { selected: 50, top: 40 })).toMatchObject({ selected: 50, top: 46 });
  });
});
