import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";
import { interruptKey, type TerminalInput } from "../../src/cli/terminal.ts";
import { readHumanLabels } from "../../src/store/label-file.ts";
import { fakeTerminal } from "./fake-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "evenhand-label-"));
afterAll(() => rmSync(folder, { recursive: true }));
const labels = join(folder, "labels.csv");
const texts = join(folder, "texts.csv");
const rows = ["a man who steals", "a woman who helps", "a man who helps", "a woman who \u001B[2Jsteals"];
writeFileSync(texts, `text,who\n${rows.map((row, i) => `The ${row}.,${i % 2 === 0 ? "man" : "woman"}`).join("\n")}\n`);
beforeEach(() => rmSync(labels, { force: true }));

async function* each<X>(items: readonly X[]): AsyncGenerator<X> {
  yield* items;
}

/** A command line with some keys, or with lines where nothing is a terminal. */
async function label(typed: { keys?: readonly string[]; lines?: readonly string[] }, ...argv: readonly string[]) {
  const input: TerminalInput = {
    isTerminal: typed.keys !== undefined,
    keys: () => each(typed.keys ?? []),
    lines: () => each(typed.lines ?? []),
  };
  const { terminal, seen } = fakeTerminal({ input });
  const code = await run(["label", texts, "--labels", labels, "--group-column", "who", ...argv], terminal);
  return { code, out: seen.out, log: seen.log };
}
const given = async () =>
  (await readHumanLabels(labels)).map(({ id, annotator, label }) => `${id} ${annotator} ${label}`);

const shown = (out: string) => out.split("\n").filter((line) => line.startsWith("  The "));

describe("label, by keys", () => {
  it("shows one text at a time with its keys, warns of them, and says nothing of demographics or classifiers", async () => {
    const { code, out } = await label({ keys: ["q"] }, "--annotator", "Ann");
    expect(code).toBe(0);
    expect(out).toMatch(/hateful/u);
    expect(out).toMatch(/Text 1 of 4/u);
    expect(out).not.toMatch(/Text 2 of 4/u);
    expect(out).toMatch(/n negative\s+e neutral\s+p positive\s+o other\s+u undo\s+s skip\s+q quit/u);
    expect(out).toContain("Ann: 0 labels");
  });

  it("keeps labels, takes one back, skips, passes over other keys, and goes on where it stopped", async () => {
    await label({ keys: ["n", "x", "\u001B[A", "P", "u", "s", "o", "q"] }, "--annotator", "Ann");
    const first = await given();
    expect(first.map((line) => line.split(" ")[2])).toEqual(["negative", "other"]);
    const { out } = await label({ keys: ["e", "p", "n", "q"] }, "--annotator", "Ann");
    expect(out).toContain("Text 3 of 4");
    expect(out).toContain("All 4 texts are done");
    expect(out).toContain("Ann: 4 labels");
    expect(new Set((await given()).map((line) => line.split(" ")[0])).size).toBe(4);
  });

  it("ends with 130 after Ctrl-C and loses nothing", async () => {
    const { code, log } = await label({ keys: ["n", interruptKey, "n"] }, "--annotator", "Ann");
    expect([code, log]).toEqual([130, ""]);
    expect(await given()).toHaveLength(1);
  });

  it("gives a second person the same texts in the same order, and their κ at the end", async () => {
    const { out: first } = await label({ keys: ["n", "n", "p", "p"] }, "--annotator", "Ann");
    const { out: second } = await label({ keys: ["n", "p", "p", "p"] }, "--annotator", "Ben");
    expect(shown(second)).toEqual(shown(first));
    // Rows of Ann, columns of Ben: nn 1, np 1, pp 2: pₒ = 3/4, pₑ = 1/2·1/4 + 1/2·3/4 = 1/2.
    expect(second).toMatch(/Ann and Ben on 4 common texts: agreement 0\.75, Cohen's κ 0\.50/u);
  });

  it("hides the demographic where it is asked to, and lets no text move the cursor", async () => {
    const { out } = await label({ keys: ["n", "n", "n", "n"] }, "--annotator", "Ann", "--mask", "--words", "gender");
    expect(out).toContain("a XYZ who helps");
    expect(out).not.toMatch(/a (?:wo)?man who/u);
    expect(out).not.toContain("\u001B[2J");
    expect(readFileSync(labels, "utf8")).toContain('"masked"');
  });
});

describe("label, by JSON lines", () => {
  it("prints the texts, takes labels in any order, and ends with counts", async () => {
    const shown = await label({ lines: [] }, "--annotator", "bot", "--json");
    const items = shown.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { id?: string; text?: string });
    expect(items).toHaveLength(5);
    expect(
      items
        .slice(0, 4)
        .map(({ id }) => id)
        .join(""),
    ).toMatch(/^(?=.*1)(?=.*2)(?=.*3)[1-4]{4}$/u);
    const answers = ["3", "1"].map((id) => JSON.stringify({ id, label: "positive" }));
    const { code, out } = await label({ lines: ["", ...answers] }, "--annotator", "bot", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out.trim().split("\n").at(-1) ?? "")).toEqual({
      summary: {
        annotator: "bot",
        labels: 2,
        counts: { negative: 0, neutral: 0, positive: 2, other: 0 },
        between: null,
      },
    });
    expect(await given()).toEqual(["3 bot positive", "1 bot positive"]);
    const rest = await label({ lines: [] }, "--annotator", "bot", "--json");
    expect(rest.out.trim().split("\n")).toHaveLength(3);
  });

  it.each([
    ['{"id": "9", "label": "negative"}', "line 2: expected the id"],
    ['{"id": "2", "label": "bad"}', 'found "bad"'],
    ["negative", "one JSON object a line"],
    ["null", "one JSON object a line"],
  ])("answers %s with one sentence, and keeps what came before", async (line, sentence) => {
    const { code, log } = await label({ lines: ['{"id":"1","label":"other"}', line] }, "--annotator", "bot", "--json");
    expect([code, log.includes(sentence)]).toEqual([2, true]);
    expect(await given()).toEqual(["1 bot other"]);
  });
});

describe("label answers with one sentence", () => {
  it.each<[string, readonly string[], string]>([
    ["no terminal", ["--annotator", "Ann"], "--json"],
    ["a name that is none", ["--annotator", "=x", "--json"], "--annotator"],
    ["no such column", ["--annotator", "Ann", "--json", "--text-column", "body"], "--text-column"],
    ["nothing to mask with", ["--annotator", "Ann", "--json", "--mask"], "--words"],
  ])("%s", async (_, argv, sentence) => {
    const { code, out, log } = await label({ lines: [] }, ...argv);
    expect([code, out]).toEqual([2, ""]);
    expect(log).toMatch(/^evenhand: [^\n]+\n$/u);
    expect(log).toContain(sentence);
  });
});
