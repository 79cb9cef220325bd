import { renderToString } from "ink";
import { createElement } from "react";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { HomeView } from "../../../src/ui/home/home-view.tsx";
import { type AtHand, startHome, stepHome } from "../../../src/ui/home/state.ts";

const names = Array.from({ length: 30 }, (_, i) => `mini-gender-${i + 1}`);
const atHand: AtHand = {
  lists: [
    { name: "gender", rows: 111 },
    { name: "性別\u001B[31m", rows: 2 }, // wide, and with a colour that must not be obeyed
  ],
  contexts: ["occupation", "respect"],
  models: ["openai-community/gpt2"],
  runs: names.map((name) => ({ folder: `reports/${name}`, name, changed: 0, finished: false })),
};

function drawn(columns: number, rows: number, screenReader = false): string {
  const sized = stepHome(startHome.state, { kind: "size", size: { columns, rows } }).state;
  const { state } = stepHome(sized, { kind: "news", news: { kind: "at hand", atHand } });
  const look = { columns, rows: rows - 3, plain: true, screenReader };
  return renderToString(createElement(HomeView, { state, look }), { columns });
}

describe("the first screen", () => {
  it.each([
    [80, 24],
    [200, 60],
    [60, 20],
    [40, 10],
  ])("fits %i×%i cells", (columns, rows) => {
    const lines = drawn(columns, rows).split("\n");
    expect(lines.length).toBeLessThanOrEqual(rows - 3);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
  });

  it("looks as it did", async () => {
    await expect(drawn(80, 24)).toMatchFileSnapshot("golden/home-80x24.txt");
    await expect(drawn(200, 60)).toMatchFileSnapshot("golden/home-200x60.txt");
  });

  it("speaks in sentences to a screen reader", () => {
    expect(drawn(80, 24, true)).toContain("Selected: Generate fair text. One prompt");
    expect(drawn(80, 24, true)).not.toContain(">");
  });
});
