import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { startApplication } from "../../../src/ui/start-application.ts";
import { fakePage, type FakePage } from "./fake-page.ts";

/** Ink looks once, as it is loaded, whether it runs under CI, where it would draw nothing but the last frame. */
vi.hoisted(() => {
  for (const name of Object.keys(process.env))
    if (/^(?:CI|CONTINUOUS_INTEGRATION)$|^CI_/u.test(name)) delete process.env[name];
});

const folder = mkdtempSync(join(tmpdir(), "evenhand-run-app-"));
afterAll(() => rmSync(folder, { recursive: true }));

const enterPage = "\u001B[?1049h";
const leavePage = "\u001B[?1049l";

function begun(page: FakePage) {
  const network = { environment: { EVENHAND_CACHE: folder }, offline: true };
  return startApplication({ folder, network, now: () => performance.now(), terminal: page.terminal });
}

/** The frames: what was written but for what enters and leaves the page and hides the cursor. */
const frames = ({ written }: FakePage): readonly string[] =>
  written.map(({ text }) => text).filter((text) => text.includes("Evenhand ·"));

describe("the running application", () => {
  it.each([
    [80, 24],
    [200, 60],
    [60, 20],
  ])("draws every frame shorter than a page of %ix%i, and never wipes what stands above", async (columns, rows) => {
    const page = fakePage(columns, rows);
    const left = begun(page);
    await page.waitFor("Contexts:");
    for (const [keys, text] of [
      ["?", "any key"],
      ["x", "Contexts:"],
      ["\r", "Write the texts"],
      ["\u001B", "Contexts:"],
      ["j", "Contexts:"],
      ["\r", "b begin"],
      ["\u001B", "Contexts:"],
      ["j\r", "religion"],
      ["\r", "orbits"],
    ] as const) {
      const from = performance.now();
      page.type(keys);
      await page.waitFor(text, from);
    }
    page.type("\u0003");
    await expect(left).resolves.toMatchObject({ left: "interrupted" });
    expect(frames(page).length).toBeGreaterThan(8);
    const entered = page.written.find(({ text }) => text.includes(enterPage));
    expect(entered?.isRaw).toBe(true); // else keys pressed early are echoed onto it
    expect(page.written.at(-1)?.isRaw).toBe(false);
    for (const frame of frames(page)) expect(frame.split("\n").length).toBeLessThanOrEqual(rows);
    const all = page.written.map(({ text }) => text).join("");
    expect(all).not.toContain("\u001B[3J");
    expect(all.indexOf(enterPage)).toBeLessThan(all.indexOf("Evenhand"));
    expect(all.lastIndexOf(leavePage)).toBeGreaterThan(all.lastIndexOf("Evenhand ·"));
  });

  it("draws at most 30 frames a second, however fast keys come", async () => {
    const page = fakePage(80, 24);
    const left = begun(page);
    await page.waitFor("Contexts:");
    const from = performance.now();
    for (let i = 0; performance.now() - from < 1000; i++) {
      page.type(i % 6 < 3 ? "j" : "k");
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const seconds = (performance.now() - from) / 1000;
    const drawn = page.written.filter(({ text, at }) => at > from && text.includes("Evenhand ·")).length;
    page.type("q");
    await expect(left).resolves.toEqual({ left: "left" });
    expect(drawn).toBeGreaterThan(1);
    expect(drawn / seconds).toBeLessThanOrEqual(33);
  });
});
