import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { pageScript } from "../../../src/report/html/page-script.ts";
import { pageStyle } from "../../../src/report/html/page-style.ts";

const blocks = [...pageStyle.matchAll(/:root \{([^}]*)\}/g)].map(([, block = ""]) => block);
const themes = ["light", "dark", "print"].map((name, index) => [name, coloursOf(blocks[index] ?? "")] as const);

function coloursOf(block: string): ReadonlyMap<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = "", colour = ""]) => [name, colour]),
  );
}

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function ratio(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each(themes)("contrast, %s", (_, colours) => {
  const of = (name: string) => colours.get(name) ?? "#000000";
  const print = colours.size < 20;

  it.each([
    ["ink", "paper", 7],
    ["ink", "zone", 7],
    ["ink", "warn", 7],
    ["muted", "paper", 4.5],
    ["muted", "raised", 4.5],
    ["accent", "paper", 4.5],
    ["negative", "paper", 4.5],
    ["positive", "paper", 4.5],
    ["other", "paper", 4.5],
    ["neutral", "paper", 3],
  ])("%s on %s is at least %d", (over, under, least) => {
    expect(ratio(of(over), of(under))).toBeGreaterThanOrEqual(least);
  });
  it.skipIf(print)("signs stand out", () => {
    expect(ratio(of("zone-edge"), of("paper"))).toBeGreaterThanOrEqual(3);
    expect(ratio(of("muted"), of("line"))).toBeGreaterThanOrEqual(4.5);
    for (let index = 0; index < 6; index++) expect(ratio(of(`series-${index}`), of("paper"))).toBeGreaterThanOrEqual(3);
  });
});

/** 21 : 1 is black on white; #767676 on white is the textbook's 4.54. */
it("the ratio is the standard's", () => {
  expect(ratio("#000000", "#ffffff")).toBeCloseTo(21, 9);
  expect(ratio("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});

it("the page's script is a script, and sets text as text", () => {
  expect(() => new Script(pageScript)).not.toThrow();
  expect(pageScript).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|\beval\b|fetch|XMLHttpRequest/);
});
