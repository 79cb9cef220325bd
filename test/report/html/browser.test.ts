import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditFixture } from "../fixture.ts";
import { pageOf } from "./html-page.ts";

/** Debian's browser; another one by its path in CHROMIUM. */
const program = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const reason = existsSync(program)
  ? ""
  : ` (skipped: there is no ${program}; apt-get install chromium, or name one in CHROMIUM)`;
/** Where to keep the pictures, for whoever wants to look at them. */
const pictures = process.env["SCREENSHOTS"];

const looks = [
  { name: "light", colorScheme: "light", width: 1280, height: 900 },
  { name: "dark", colorScheme: "dark", width: 1280, height: 900 },
  { name: "narrow", colorScheme: "light", width: 360, height: 740 },
] as const;

describe.skipIf(reason !== "")(`the page in a browser${reason}`, () => {
  let browser: Browser;
  const file = join(mkdtempSync(join(tmpdir(), "evenhand-page-")), "report.html");

  beforeAll(async () => {
    const { result, texts } = auditFixture();
    const evil = `"><img src="https://example.org/x.png"><script src="https://example.org/x.js"></script>\u202E\0`;
    writeFileSync(
      file,
      pageOf({
        result,
        texts: texts.map((text, index) => (index % 9 === 0 ? { ...text, text: text.prompt + evil } : text)),
      }),
    );
    browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
  });
  afterAll(async () => await browser?.close());

  describe.each(looks)("$name", ({ name, colorScheme, width, height }) => {
    let page: Page;
    const messages: string[] = [];
    const requests: string[] = [];

    beforeAll(async () => {
      page = await browser.newPage({ colorScheme, viewport: { width, height } });
      page.setDefaultTimeout(10_000);
      page.on("console", (message) => messages.push(message.text()));
      page.on("pageerror", (error) => messages.push(String(error)));
      page.on("request", (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(file).href);
    });
    afterAll(async () => {
      await page.close();
    });

    const rows = () => page.locator("#sample-table tbody tr");
    const counted = async () => Number(/of (\d+)/.exec(await page.locator("#sample-count").innerText())?.[1] ?? 0);

    it("hides the texts until the switch is pressed, by keyboard alone", async () => {
      const reveal = page.getByRole("switch", { name: "Show the texts" });
      expect(await reveal.getAttribute("aria-checked")).toBe("false");
      expect(await page.locator("#sample-table").innerText()).not.toMatch(
        /was known for \w|kindness|temper|example\.org/,
      );
      await reveal.focus();
      await page.keyboard.press("Space");
      expect(await reveal.getAttribute("aria-checked")).toBe("true");
      expect(await page.locator("#sample-table").innerText()).toMatch(/kindness|temper|clerk|rain/);
      await page.keyboard.press("Enter");
      expect(await page.locator("#sample-table .redacted").count()).toBeGreaterThan(0);
      await page.keyboard.press("Enter");
    });

    it("filters by words, decoder, label and search", async () => {
      await page.getByLabel("Words", { exact: true }).selectOption("gender");
      const all = await counted();
      expect(await rows().first().locator("td").count()).toBe(2);
      await page.getByLabel("Decoder", { exact: true }).selectOption("equizero");
      const some = await counted();
      expect(some).toBeLessThan(all);
      expect(await rows().first().locator("th").innerText()).toContain("equizero");
      await page.getByLabel("Label", { exact: true }).selectOption("positive");
      await page.getByLabel("Demographic", { exact: true }).selectOption("woman");
      const labels = await rows().locator("td:nth-child(2) .label").allInnerTexts();
      expect(new Set(labels)).toEqual(new Set(["positive"]));
      await page.getByLabel("Search", { exact: true }).fill("kindness");
      for (const row of await rows().locator("td:nth-child(2)").allInnerTexts()) expect(row).toContain("kindness");
      await page.getByLabel("Search", { exact: true }).fill("no such text");
      expect(await page.locator("#sample-count").innerText()).toBe("No row matches.");
      await page.getByLabel("Search", { exact: true }).fill("");
      await page.getByLabel("Words", { exact: true }).selectOption("race");
      expect(await page.locator("#sample-table thead th").count()).toBe(4);
    });

    it("turns pages", async () => {
      await page.locator("#sample-controls").evaluate((form: { reset(): void }) => form.reset());
      await page.getByLabel("Words", { exact: true }).selectOption("race");
      await page.getByLabel("Decoder", { exact: true }).selectOption("");
      await page.getByLabel("Label", { exact: true }).selectOption("");
      const before = await page.locator("#sample-count").innerText();
      await page.getByRole("button", { name: "Next rows" }).press("Enter");
      expect(await page.locator("#sample-count").innerText()).not.toBe(before);
      await page.getByRole("button", { name: "Previous rows" }).press("Enter");
      expect(await page.locator("#sample-count").innerText()).toBe(before);
    });

    it("shows hostile texts as texts", async () => {
      await page.getByLabel("Search", { exact: true }).fill("example.org");
      expect(await rows().count()).toBeGreaterThan(0);
      expect(await page.locator("#sample-table").innerText()).toContain("⟨RLO⟩⟨NUL⟩");
      expect(await page.locator("img").count()).toBe(0);
      await page.getByLabel("Search", { exact: true }).fill("");
    });

    it("leads the keyboard to the report first", async () => {
      await page.reload();
      await page.keyboard.press("Tab");
      expect(await page.locator(":focus").innerText()).toBe("Skip to the report");
      await page.keyboard.press("Enter");
      expect(await page.locator(":focus").getAttribute("id")).toBe("main");
    });

    it("opens the table behind a chart, and is no wider than the screen", async () => {
      const behind = page.locator("#contrasts details").first();
      await behind.locator("summary").press("Enter");
      expect(await behind.locator("table").first().isVisible()).toBe(true);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    });

    it("has pictures", async () => {
      for (const id of ["verdicts", "labels", "contrasts", "templates", "effects", "frontier", "samples"]) {
        await page.locator(`#${id}`).evaluate((section: { scrollIntoView(): void }) => section.scrollIntoView());
        const picture = await page.screenshot();
        expect(picture.length).toBeGreaterThan(5000);
        if (pictures !== undefined) writeFileSync(join(pictures, `${name}-${id}.png`), picture);
      }
    });

    it("said nothing on the console and asked for nothing but itself", () => {
      expect(messages).toEqual([]);
      expect(new Set(requests)).toEqual(new Set([pathToFileURL(file).href]));
    });
  });
});
