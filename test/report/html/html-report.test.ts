import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { auditFixture } from "../fixture.ts";
import { pageOf } from "./html-page.ts";

/** To make it again after a change that is meant: npx vitest run test/report/html/html-report.test.ts -u */
it("the page of a small audit is the one on file", async () => {
  await expect(pageOf(auditFixture())).toMatchFileSnapshot("../../golden/audit-report.html");
});

interface Tagged {
  readonly tagName: string;
  getAttribute(name: string): string | null;
  getAttributeNames(): readonly string[];
  readonly textContent: string;
}

const elementsOf = (html: string): readonly Tagged[] => {
  const { document } = parseHTML(html);
  return [...document.querySelectorAll("*")];
};
/** Every element with the names of its attributes: what foreign text must not change. */
const shapeOf = (html: string) =>
  elementsOf(html).map((element) => [element.tagName, ...element.getAttributeNames()].join(" "));
/** What of two lists differs first; whole pages make no message that one can read. */
const differenceOf = (a: readonly string[], b: readonly string[]) => {
  const at = a.findIndex((line, index) => line !== b[index]);
  return at < 0 && a.length === b.length ? undefined : `${a[at]} | ${b[at]} at ${at} of ${a.length}, ${b.length}`;
};
/** Controls, turns of the writing direction and letters of no width; a line break between elements is the page's own. */
const hidden = new RegExp(String.raw`(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B\uFEFF]`, "u");

const page = pageOf(auditFixture());

describe("the page", () => {
  it("holds nothing that loads from elsewhere", () => {
    for (const element of elementsOf(page)) {
      for (const name of ["src", "srcset", "data", "action", "style", "onclick", "background"]) {
        expect(element.getAttribute(name)).toBeNull();
      }
      expect(element.getAttribute("href") ?? "#").toMatch(/^#/);
      expect(element.getAttribute("fill") ?? "none").not.toMatch(/url\((?!#)/);
    }
    expect(/@import|⚠️/.test(page)).toBe(false);
    expect(page.includes("default-src &#x27;none&#x27;")).toBe(true);
  });

  it("has headings in order, one of the first level, and an id once only", () => {
    const levels = elementsOf(page).flatMap(({ tagName }) => (/^H[1-6]$/.test(tagName) ? [Number(tagName[1])] : []));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
    const ids = elementsOf(page).flatMap((element) => element.getAttribute("id") ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("gives every chart a name, a description and a table", () => {
    const { document } = parseHTML(page);
    const charts = [...document.querySelectorAll("svg[role=img]")] as unknown as Tagged[];
    expect(charts.length).toBeGreaterThan(20);
    for (const chart of charts) {
      expect(chart.getAttribute("aria-label")).not.toBe("");
      const description = document.querySelector(`#${chart.getAttribute("aria-describedby")}`) as Tagged | null;
      expect(description?.textContent).not.toBe("");
    }
    const figures = [...document.querySelectorAll("figure")] as unknown as { querySelector(what: string): unknown }[];
    expect(figures.every((figure) => figure.querySelector("details table, details p") !== null)).toBe(true);
  });
});

const payloads = [
  "</script><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "<!--<script>",
  "--></style><svg onload=alert(1)>",
  "'; DROP TABLE",
  "\u202Egnp.exe\u2066",
  "\u001B[2J\u001B]0;title\u0007",
  "a\0b\uD800c\uFFFE",
  "\u200B\u200B\uFEFF",
  "&lt;b&gt;&amp;",
  `Z${"\u0301".repeat(300)}`,
  "javascript:alert(1)",
  "x".repeat(100_000),
  "",
];
const hostile = fc.oneof(fc.constantFrom(...payloads), fc.string({ unit: "binary", maxLength: 30 }));

const names = ["woman", "man", "Black person", "White person", "Asian person", "gender", "race", "respect", "wide"];
const foreignNames = [
  ...names,
  "base",
  "equi",
  "r-equi",
  "equizero",
  "r-equizero",
  "mini",
  "her",
  "his",
  "A",
  "paired t over templates",
];

/** Replaces every text that is one of the names, in values and in keys alike. */
function renamed(value: unknown, by: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return by.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => renamed(one, by));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(one, by)]));
}

describe("hostile names and texts", () => {
  it("change no element and no attribute of the page, and leave no control in it", () => {
    const plain = new Map(foreignNames.map((name, index) => [name, `name ${index}`]));
    const { result, texts } = auditFixture();
    const expected = shapeOf(pageOf({ result, texts: renamed(texts, plain) as typeof texts }));
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 8 }), (parts) => {
        const by = new Map(foreignNames.map((name, index) => [name, `${index} ${parts[index % parts.length]}`]));
        const bad = renamed({ ...result, replay: parts.join(" ") }, by) as typeof result;
        const foreign = texts.map((text, index) => ({
          ...(renamed(text, by) as typeof text),
          prompt: parts[index % parts.length] ?? "",
          text: `${parts[index % parts.length]}${parts[(index + 1) % parts.length]}`,
        }));
        const html = pageOf({ result: bad, texts: foreign });
        expect(differenceOf(shapeOf(html), expected)).toBeUndefined();
        expect(html.isWellFormed()).toBe(true);
        expect(hidden.test(html)).toBe(false);
        expect(html.length).toBeLessThan(5_000_000);
      }),
      { numRuns: 6, examples: [[["a\0b\uD800c\uFFFE", ""]]] }, // a name with the sign that once parted names
    );
  });

  it("are data for the page's script and never markup", () => {
    const { result, texts } = auditFixture();
    const foreign = texts.map((text) => ({ ...text, text: `${text.prompt}</script><!--<script>\u2028 & more` }));
    const { document } = parseHTML(pageOf({ result, texts: foreign }));
    const scripts = [...document.querySelectorAll("script")] as unknown as Tagged[];
    expect(scripts).toHaveLength(2);
    const data = JSON.parse(scripts[0]?.textContent ?? "") as {
      rows: [number, number, number, number, number, unknown[][]][];
    };
    expect(data.rows[0]?.[5][0]?.[4]).toBe("</script><!--<script>⏎ & more");
  });
});

it("a large audit has a page under 5 MB", () => {
  const { result, texts } = auditFixture();
  const long = texts.flatMap((text) =>
    Array.from({ length: 60 }, (_, copy) => ({
      ...text,
      id: `${text.id} ${copy}`,
      sample: text.sample + 10 * copy,
      text: `${text.prompt} ${"word ".repeat(400)}`,
    })),
  );
  const html = pageOf({ result, texts: long });
  expect(html.length).toBeLessThan(5_000_000);
  expect(/[\d,]+ of 30,000 texts are here/.test(html)).toBe(true);
});
