import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layoutFor } from "../../../src/ui/edit-list/cursor.ts";
import { layoutOf } from "../../../src/ui/edit-list/layout.ts";
import { draftOf } from "../../wordlist/author/drafts.ts";
import { drive, opened } from "./drive.ts";

const needs = { showsPanels: true, isInPanels: false, count: 2 };

describe("how the editor is divided", () => {
  it("gives panels below a short table the rows that it does not fill", () => {
    expect(layoutOf({ columns: 80, rows: 21 }, needs)).toEqual({
      table: { columns: 80, rows: 4 },
      panels: { columns: 80, rows: 14, isBeside: false },
    });
    expect(layoutOf({ columns: 80, rows: 21 }, { ...needs, count: 10_000 })).toEqual({
      table: { columns: 80, rows: 11 },
      panels: { columns: 80, rows: 7, isBeside: false },
    });
  });

  it("gives panels the larger half while the author is in them, and the table its rows back afterwards", () => {
    const long = opened(draftOf(Array.from({ length: 100 }, (_, i) => [`a${i}`, `b${i}`])));
    const inPanels = drive(long, "<tab>").state;
    expect(layoutFor(inPanels).panels?.rows).toBe(12);
    expect(inPanels.panels.size.rows).toBe(12);
    expect(layoutFor(drive(inPanels, "<tab>").state).panels?.rows).toBe(7);
  });

  it("fills the screen, whatever its size and the list's", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 129 }),
        fc.integer({ min: 7, max: 60 }),
        fc.boolean(),
        fc.boolean(),
        fc.nat(100),
        (columns, rows, showsPanels, isInPanels, count) => {
          const { table, panels } = layoutOf({ columns, rows }, { showsPanels, isInPanels, count });
          expect(table.rows).toBeGreaterThan(0);
          expect(table.rows + (panels?.rows ?? 0) + 3).toBe(rows);
        },
      ),
    ));
});
