import { renderToString } from "ink";
import { createElement } from "react";
import stringWidth from "string-width";
import { beforeAll, describe, expect, it } from "vitest";
import type { Size } from "../../../src/ui/kernel/screen.ts";
import type { Analyst } from "../../../src/ui/list-panels/analyst.ts";
import type { JobEffect, PanelInput, PanelNews } from "../../../src/ui/list-panels/panel.ts";
import { panelNames } from "../../../src/ui/list-panels/panel.ts";
import { PanelView } from "../../../src/ui/list-panels/panel-view.tsx";
import { draftOf } from "../../wordlist/author/drafts.ts";
import { inputOf, openAnalyst, played, shippedDraft } from "./panel-fixture.ts";

// Made again with: npx vitest run test/ui/list-panels/screen.test.ts -u
const golden = (name: string) => `../../golden/ui/list-panels/${name}.txt`;

let by: Analyst;
beforeAll(async () => {
  by = await openAnalyst();
});

/** What a model might say: figures of no meaning. */
const models = {
  next: ({ key }: JobEffect): PanelNews => ({
    kind: "found",
    job: "next",
    key,
    value: {
      decoder: "equi",
      demographics: ["man", "woman"],
      rows: Array.from({ length: 50 }, (_, i) => ({
        cells: [
          { token: i === 0 ? " his" : ` word${i}`, before: 0.25 / (i + 1), after: 0.2 / (i + 1) },
          { token: i === 0 ? " her" : ` word${i}`, before: 0.125 / (i + 1), after: 0.2 / (i + 1) },
        ],
      })),
    },
  }),
  coverage: ({ key }: JobEffect): PanelNews => ({
    kind: "found",
    job: "coverage",
    key,
    value: {
      contexts: "respect",
      names: ["occupation", "respect", "wide"],
      rows: ["man", "woman"].map((demographic) => ({
        demographic,
        prompts: 5,
        equality: 0.0625,
        relaxedAway: 0.0125,
        general: 0.05,
        neutral: 0.875,
      })),
    },
  }),
};

/** What the editor leaves to the panels on terminals of 80×24 and 200×60. */
const sizes: Readonly<Record<string, Size>> = {
  "80x24": { columns: 80, rows: 7 },
  "200x60": { columns: 84, rows: 55 },
};

async function drawn(input: PanelInput, size: Size, screenReader: boolean): Promise<readonly string[]> {
  const screens: string[] = [];
  for (const name of panelNames) {
    const { state } = await played(
      by,
      input,
      [
        { kind: "size", size },
        { kind: "show", name },
      ],
      models,
    );
    const look = { ...size, plain: true, screenReader };
    screens.push(renderToString(createElement(PanelView, { state, look }), { columns: size.columns }));
  }
  return screens;
}

const pageOf = (screens: readonly string[]) => `${screens.join(`\n${"─".repeat(40)}\n`)}\n`;

const prompt = "The man saw her grandpa and knew her.";
const shown = () => inputOf(shippedDraft("gender"), 3, prompt);

describe("the panels are drawn", () => {
  it.each(Object.entries(sizes))("for a terminal of %s", async (name, size) => {
    await expect(pageOf(await drawn(shown(), size, false))).toMatchFileSnapshot(golden(name));
  });

  it("for a screen reader", async () => {
    await expect(pageOf(await drawn(shown(), { columns: 80, rows: 14 }, true))).toMatchFileSnapshot(golden("spoken"));
  });

  it("within their size, whatever words there are: wide, combining, hidden and very long ones", async () => {
    const strange = draftOf(
      [
        ["男人", "女人"],
        ["e\u0301poux", "épouse"],
        ["\u001B[31mred", "a\u202Eb"],
        ["x".repeat(300), "👩‍👩‍👧‍👧".repeat(40)],
        ["", "woman"],
      ],
      ["男", "女"],
    );
    for (const size of [...Object.values(sizes), { columns: 30, rows: 4 }, { columns: 12, rows: 1 }]) {
      for (const row of [0, 3]) {
        const screens = await drawn(inputOf(strange, row, "男人 said \u001B[2J{x} [y] and 女人"), size, false);
        for (const screen of screens) {
          const lines = screen.split("\n");
          expect(lines.length).toBeLessThanOrEqual(size.rows);
          for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(size.columns);
          expect(["\u001B", "\u202E"].filter((hidden) => screen.includes(hidden))).toEqual([]);
        }
      }
    }
  });
});
