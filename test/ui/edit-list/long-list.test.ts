import { renderToString } from "ink";
import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { EditView } from "../../../src/ui/edit-list/edit-view.tsx";
import { bodyOf } from "../../../src/ui/kernel/frame.ts";
import type { Editing } from "../../../src/ui/edit-list/state.ts";
import type { DraftRow } from "../../../src/wordlist/author/draft.ts";
import { draftOf } from "../../wordlist/author/drafts.ts";
import { drive, opened } from "./drive.ts";

const size = { columns: 80, rows: 24 };

/** A list of 10,000 orbits that notes which rows' words are read. */
function watched() {
  const read = new Set<number>();
  const equality = Array.from({ length: 10_000 }, (_, i): DraftRow => ({
    get words() {
      read.add(i);
      return [`a${i}`, `b${i}`];
    },
    role: "",
    number: "",
    note: "",
  }));
  return { draft: { ...draftOf([]), equality }, read };
}

const draw = (state: Editing) =>
  renderToString(createElement(EditView, { state, look: { ...bodyOf(size), plain: true, screenReader: false } }), size);

describe("a list of 10,000 rows", () => {
  it.each(["j", "k", "G", "g", "l", "<page-down>", "<enter>", "2", "p"])(
    "%s reads and draws what is in sight only",
    (key) => {
      const { draft, read } = watched();
      const { state } = drive(opened(draft, size), "G<page-up>");
      read.clear();
      draw(drive(state, key).state);
      expect(read.size).toBeLessThanOrEqual(2 * size.rows);
    },
  );

  it("reads one row to change a cell and none to add, delete or undo", () => {
    const { draft, read } = watched();
    const { state } = drive(opened(draft, size), "jjj<enter>");
    read.clear();
    drive(state, "x<enter>dou<escape>u");
    expect(read.size).toBeLessThanOrEqual(4);
  });

  it("counts its rows and goes to the last", () => {
    const { draft } = watched();
    expect(draw(drive(opened(draft, size), "G").state)).toContain(">10000 [a9999");
  });
});
