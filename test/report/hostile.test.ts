import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { parquetReadObjects } from "hyparquet";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { SaxesParser } from "saxes";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { auditResultSchema } from "../../src/audit/result/audit-result.ts";
import { csvReport } from "../../src/report/csv.ts";
import { htmlOf } from "../../src/report/document/html.ts";
import { type Block, foreign, heading, list, paragraph } from "../../src/report/document/document.ts";
import { markdownOf } from "../../src/report/document/markdown.ts";
import { resultJson } from "../../src/report/json.ts";
import { junitReport } from "../../src/report/junit.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { palette } from "../../src/report/paint.ts";
import { parquetReport } from "../../src/report/parquet.ts";
import { terminalReport } from "../../src/report/terminal.ts";
import { harmlessStart } from "../../src/text/harmless.ts";
import { bytesOf, hostileNames, noLimits, renamed, samplesOf, smallAudit, textOf } from "./small-audit.ts";

const { result, texts } = smallAudit();
const names = ["woman", "man", "gender", "respect", "base", "r-equi", "mini", "The {demographic} was known for"];
/** The audit with every name replaced by a hostile one, or by pieces of several. */
const hostileName = fc.oneof(
  fc.constantFrom(...hostileNames),
  fc
    .array(fc.constantFrom(...hostileNames.map((name) => name.slice(0, 40)), "|", "\\", "`", "\n"), { maxLength: 5 })
    .map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const replacements = fc
  .array(hostileName, { minLength: names.length, maxLength: names.length })
  .map((found) => new Map(names.map((name, i) => [name, found[i] ?? ""])));

/** What steers a terminal, turns the direction of writing or hides in a text; line breaks and tabs apart. */
const unsafe = (text: string) =>
  [...text.matchAll(/\p{Cc}|[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/gu)]
    .map(([sign]) => sign)
    .filter((sign) => sign !== "\n" && sign !== "\t");
const settings = { numRuns: 25 };

/** As GitHub reads it, with nothing filtered afterwards. */
const rendered = (markdown: string) =>
  micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
const countOf = (page: string, tag: string) => page.split(`<${tag}`).length;
const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
const textIn = (page: string) =>
  page
    .replace(/<[^>]*>/gu, "")
    .replace(/&(?:lt|gt|quot|amp);/gu, (entity) => entities[entity as keyof typeof entities]);

const isNumber = (cell: string) => /^-?[\d.e-]+$/u.test(cell);
/** A cell that is no number may begin no formula; one that is stays what it is. */
const isHarmlessCell = (cell: string, plain: string) =>
  isNumber(plain) ? cell === plain : cell.length < 32_767 && !/^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u.test(cell);

describe("hostile names and texts", () => {
  it("make no markup, link or column in Markdown as GitHub reads it", () => {
    const plain = rendered(markdownReport(result));
    fc.assert(
      fc.property(replacements, (map) => {
        const markdown = markdownReport(renamed(result, map));
        const page = rendered(markdown);
        expect(unsafe(markdown)).toEqual([]);
        expect(page).not.toMatch(/<(?!\/?(?:h[123]|p|ul|li|table|thead|tbody|tr|th|td|strong|code|pre)\b)/u);
        for (const tag of ["tr", "td", "th", "h2", "li", "pre"]) expect(countOf(page, tag)).toBe(countOf(plain, tag));
      }),
      settings,
    );
  });

  it("are shown in Markdown as they are, in tables too", () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const shown = harmlessStart(name, 200).replace(/\\(?=\|)/gu, "\\ ");
        fc.pre(shown.trim() !== "");
        const cell: Block = { kind: "table", columns: [{ title: "name" }], rows: [[foreign(name)]] };
        expect(textIn(rendered(markdownOf([cell])))).toContain(shown.trim());
      }),
    );
  });

  it("make no markup in HTML", () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const row: Block = { kind: "table", columns: [{ title: "name" }], rows: [[foreign(name)]] };
        const page = htmlOf([heading(1, foreign(name)), paragraph(foreign(name)), list([foreign(name)]), row], "x");
        expect(page).not.toMatch(/<(?:script|img|a|iframe)\b/iu);
        expect(unsafe(page)).toEqual([]);
        expect(page.split("<bdi>")).toHaveLength(5);
      }),
    );
  });

  it("run nothing in a spreadsheet, and leave numbers as they are", async () => {
    await fc.assert(
      fc.asyncProperty(replacements, async (map) => {
        const [hostile, hostileTexts] = [renamed(result, map), renamed(texts, map)];
        const plainFiles = csvReport(result, samplesOf(texts));
        for (const [i, file] of csvReport(hostile, samplesOf(hostileTexts)).entries()) {
          const content = await textOf(file);
          expect(unsafe(content)).toEqual([]);
          const rows: string[][] = parse(content);
          const plain: string[][] = parse(await textOf(plainFiles[i] ?? file));
          expect(rows).toHaveLength(plain.length);
          for (const [r, row] of rows.entries()) {
            expect(row).toHaveLength(plain[r]?.length ?? 0);
            expect(row.filter((cell, c) => !isHarmlessCell(cell, plain[r]?.[c] ?? ""))).toEqual([]);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it("come back from JSON unchanged, and steer no terminal on the way", () => {
    fc.assert(
      fc.property(replacements, (map) => {
        const hostile = renamed(result, map);
        const json = resultJson(hostile);
        expect(auditResultSchema.parse(JSON.parse(json))).toEqual(hostile);
        expect(unsafe(json)).toEqual([]);
      }),
      settings,
    );
  });

  it("come back from Parquet unchanged", async () => {
    const hostile = hostileNames.map((text, i) => ({ ...texts[i % texts.length]!, id: `${i}`, text }));
    const file = parquetReport(result, samplesOf(hostile)).find(({ path }) => path.endsWith("samples.parquet"))!;
    const bytes = await bytesOf(file);
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
    expect(rows.map((row) => row["text"])).toEqual(hostileNames.map((text) => text.toWellFormed()));
  });

  it("leave JUnit XML well-formed", () => {
    fc.assert(
      fc.property(replacements, (map) => {
        const xml = junitReport(renamed(result, map), { limits: { failWorst: 0.5 }, inconclusive: "fail" });
        const opened: string[] = [];
        const parser = new SaxesParser();
        parser.on("error", (error) => {
          throw error;
        });
        parser.on("opentag", ({ name }) => opened.push(name));
        parser.write(xml).close();
        expect(unsafe(xml)).toEqual([]);
        expect(`tests="${opened.filter((name) => name === "testcase").length}"`).toBe(/tests="\d+"/u.exec(xml)?.[0]);
      }),
      settings,
    );
  });

  it("keep the summary on a terminal to its width and to 40 lines", () => {
    fc.assert(
      fc.property(replacements, fc.integer({ min: 40, max: 160 }), (map, columns) => {
        const lines = terminalReport(renamed(result, map), { columns, paint: palette(true), plain: true }).split("\n");
        expect(lines.length).toBeLessThanOrEqual(40);
        for (const line of lines) expect(stringWidth(line)).toBeLessThan(columns);
        expect(unsafe(lines.join(""))).toEqual([]);
      }),
      settings,
    );
  });

  it("make no difference to who is skipped and who fails", () => {
    const tests = /tests="\d+" failures="\d+" errors="0" skipped="\d+"/u;
    expect(tests.exec(junitReport(renamed(result, new Map([["woman", "<b>"]])), noLimits))?.[0]).toBe(
      tests.exec(junitReport(result, noLimits))?.[0],
    );
  });
});
