import fc from "fast-check";
import { renderToString } from "ink";
import { createElement } from "react";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { EditView } from "../../../src/ui/edit-list/edit-view.tsx";
import { bodyOf } from "../../../src/ui/kernel/frame.ts";
import type { Editing } from "../../../src/ui/edit-list/state.ts";
import type { Draft } from "../../../src/wordlist/author/draft.ts";
import { anyDraft, draftOf } from "../../wordlist/author/drafts.ts";
import { drive, opened } from "./drive.ts";

const small = { columns: 80, rows: 24 };
const large = { columns: 200, rows: 60 };

const draw = (state: Editing, size = small, screenReader = false) =>
  renderToString(createElement(EditView, { state, look: { ...bodyOf(size), plain: true, screenReader } }), {
    columns: size.columns,
  });

/** Wide characters, an emoji of several code points, a letter with two marks, a word too long for its column, and one that would move the cursor. */
const words: Draft = {
  ...draftOf(
    [
      ["man", "woman", "person"],
      ["老人", "若者", "人"],
      ["👩‍👩‍👧", "é́", "क्षि"],
      ["a".repeat(40), "老".repeat(20), "\u001B[2Jgone"],
    ],
    ["man", "woman", "person"],
  ),
  neutral: [{ word: "nurse", note: "occupation" }],
};

/** Remake with: npx vitest run test/ui/edit-list -u */
const golden = (name: string) => `./golden/${name}.txt`;

describe("the editor on a screen", () => {
  it.each([
    ["orbits", "pjl"],
    ["typing", "pj<enter>x"],
    ["scrolled-sideways", "pAa<enter>Ab<enter>Ac<enter>llll"],
    ["neutral", "p2"],
    ["about", "4"],
    ["leaving", "pd<escape>"],
    ["search", "p/woman"],
    ["empty", "pdddd"],
  ])("%s", async (name, keys) => {
    await expect(draw(drive(opened(words), keys).state)).toMatchFileSnapshot(golden(`${name}-80x24`));
    await expect(draw(drive(opened(words, large), keys).state, large)).toMatchFileSnapshot(golden(`${name}-200x60`));
  });

  it("is said in sentences to a screen reader", async () => {
    await expect(draw(drive(opened(words), "pjl").state, small, true)).toMatchFileSnapshot(golden("spoken"));
  });

  it.each([small, { columns: 40, rows: 10 }, large])("tells a failure whole on $columns×$rows cells", (size) => {
    const message =
      "/lists/age/equality.csv: expected room to write but found the disk full. Make room and save again.";
    const { state } = drive(opened(words, size), "");
    const lines = draw({ ...state, message }, size).split("\n");
    expect(lines.length).toBeLessThanOrEqual(bodyOf(size).rows);
    expect(lines.join(" ").replaceAll(/\s+/gu, " ")).toContain(message);
  });

  it("stays within its cells, whatever the list holds", () =>
    fc.assert(
      fc.property(
        anyDraft,
        fc.constantFrom("", "j", "2", "4", "<enter>long text ".repeat(9), "p", "d<escape>"),
        fc.record({ columns: fc.integer({ min: 40, max: 220 }), rows: fc.integer({ min: 10, max: 70 }) }),
        (draft, keys, size) => {
          const lines = draw(drive(opened(draft, size), keys).state, size).split("\n");
          expect(lines.length).toBeLessThanOrEqual(bodyOf(size).rows);
          expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(size.columns);
        },
      ),
      { numRuns: 40 },
    ));
});
