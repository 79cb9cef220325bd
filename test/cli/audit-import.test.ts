import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readResult } from "../../src/store/run-folder.ts";
import { runCommand } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "audit-import-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

let made = 0;
const out = () => join(folder, `run-${made++}`);

const labels = ["negative", "neutral", "positive", "other"] as const;
/** Groups a and b, templates t0 to t3; group a is negative more often. */
const rows = Array.from({ length: 80 }, (_, i) => {
  const group = i % 2 === 0 ? "a" : "b";
  const label = group === "a" && i % 4 === 0 ? "negative" : labels[Math.floor(i / 2) % 4];
  return {
    text: `The ${group} person number ${i}`,
    group,
    template: `t${Math.floor(i / 2) % 4}`,
    label: label ?? "other",
  };
});
const csvOf = (some: typeof rows) =>
  `text,group,template,label\n${some.map(({ text, group, template, label }) => [text, group, template, label].join()).join("\n")}\n`;
const columns = ["--text-column", "text", "--group-column", "group", "--template-column", "template"];
const labelled = [...columns, "--label-column", "label"];

const parse = (text: string) => JSON.parse(text) as Record<string, unknown>;
const lastLine = (text: string) => parse(text.trimEnd().split("\n").at(-1) ?? "");

describe("audit import", () => {
  it("ends with the counts per group and label, and keeps them in counts.json", async () => {
    const dir = out();
    const {
      code,
      out: said,
      log,
    } = await runCommand("audit", "import", file("a.csv", csvOf(rows)), ...labelled, "--out", dir, "--json");
    expect([code, log]).toEqual([0, expect.not.stringContaining("evenhand:")]);
    const count = (group: string, label: string) =>
      rows.filter((row) => row.group === group && row.label === label).length;
    const counts = Object.fromEntries(
      ["a", "b"].map((group) => [group, Object.fromEntries(labels.map((label) => [label, count(group, label)]))]),
    );
    expect(lastLine(said)["counts"]).toEqual(counts);
    expect(parse(readFileSync(join(dir, "counts.json"), "utf8"))).toMatchObject({ texts: 80, counts });
    const result = await readResult(dir);
    expect([result.texts, result.config.kind, result.config.source?.labelled]).toEqual([80, "imported", true]);
    expect(existsSync(join(dir, "report.md"))).toBe(true);
  }, 60_000);

  it("says the same of the rows in another order, from CSV, TSV and JSON lines", async () => {
    const turned = rows.toReversed();
    const tsv = csvOf(turned).replaceAll(",", "\t");
    const jsonl = turned.map((row) => JSON.stringify(row)).join("\n");
    const found = [];
    for (const path of [
      file("b.csv", csvOf(rows)),
      file("c.csv", csvOf(turned)),
      file("d.tsv", tsv),
      file("e.jsonl", jsonl),
    ]) {
      const dir = out();
      await runCommand("audit", "import", path, ...labelled, "--out", dir, "--json");
      const { cells, contrasts, spreads, verdicts, quality } = await readResult(dir);
      found.push(JSON.stringify({ cells, contrasts, spreads, verdicts, quality }));
    }
    expect(new Set(found).size).toBe(1);
  }, 60_000);

  it("writes the same bytes when it is run again, and refuses another file in the same folder", async () => {
    const dir = out();
    const path = file("f.csv", csvOf(rows));
    const again = () => runCommand("audit", "import", path, ...labelled, "--out", dir, "--json");
    await again();
    const first = readFileSync(join(dir, "result.json"));
    expect((await again()).code).toBe(0);
    expect(readFileSync(join(dir, "result.json")).equals(first)).toBe(true);
    writeFileSync(path, csvOf(rows.slice(1)));
    const { code, log } = await again();
    expect([code, log]).toEqual([2, expect.stringContaining("source.files")]);
  }, 60_000);

  it("labels texts without labels, finds group and template by how they begin, and compares decoders", async () => {
    const texts = ["The man was known for his help.", "The woman was known for her help.", "Nobody came."];
    const [before, after] = [file("before.txt", texts.join("\n")), file("after.txt", texts.toReversed().join("\n"))];
    const dir = out();
    const args = [
      "--decoder",
      `one=${before}`,
      "--decoder",
      `two=${after}`,
      "--words",
      "gender",
      "--contexts",
      "respect",
    ];
    const { code, out: said } = await runCommand("audit", "import", ...args, "--out", dir);
    expect(code).toBe(0);
    expect(said).toContain('Left out: 2 with "starts with no prompt of the given words and contexts"');
    const { config, cells } = await readResult(dir);
    expect(config.analysis.baseline).toBe("one");
    expect(new Set(cells.map(({ decoder, view }) => `${decoder} ${view}`))).toEqual(
      new Set(["one unmasked", "one masked", "two unmasked", "two masked"]),
    );
  }, 60_000);

  it("is resumed from its folder alone, with the same bytes", async () => {
    const dir = out();
    const path = file("resumed.tsv", "1\tThe man was known for x\n-1\tThe woman was known for y\n2\tNobody\n");
    const args = [
      "--no-header",
      "--text-column",
      "2",
      "--label-column",
      "1",
      "--labels",
      "sheng",
      "--decoder",
      `x=${path}`,
    ];
    const words = ["--words", "gender", "--contexts", "respect", "--classifier", "mini", "--format", "md"];
    expect((await runCommand("audit", "import", ...args, ...words, "--out", dir)).code).toBe(0);
    const result = readFileSync(join(dir, "result.json"));
    for (const name of ["result.json", "report.md", "counts.json", "units.jsonl", "samples.jsonl"])
      rmSync(join(dir, name));
    const { code, log } = await runCommand("audit", "resume", dir);
    expect([code, log]).toEqual([0, expect.not.stringContaining("evenhand:")]);
    expect(readFileSync(join(dir, "result.json")).equals(result)).toBe(true);
    writeFileSync(path, "1\tThe man was known for z\n");
    expect(await runCommand("audit", "resume", dir)).toMatchObject({
      code: 2,
      log: expect.stringContaining("another source.files") as string,
    });
  }, 60_000);

  it.each([
    ["a wrong column", csvOf(rows), ["--text-column", "txt"], csvOf(rows), ["--text-column", "text"]],
    ["an empty file that is filled", "", [], csvOf(rows), []],
    ["labels of another coding", csvOf(rows), ["--label-column", "group"], csvOf(rows), ["--label-column", "label"]],
  ])(
    "leaves nothing in the way of the corrected command after %s",
    async (_, wrong, wrongArgs, right, rightArgs) => {
      const dir = out();
      const path = file("retried.csv", wrong);
      const retry = (args: readonly string[]) =>
        runCommand("audit", "import", path, ...labelled, ...args, "--format", "md", "--out", dir);
      expect((await retry(wrongArgs)).code).toBe(2);
      expect(existsSync(dir)).toBe(false);
      writeFileSync(path, right);
      expect((await retry(rightArgs)).code).toBe(0);
    },
    60_000,
  );

  it("leaves the texts out of the reports where it is told to", async () => {
    const dir = out();
    const path = file("g.csv", csvOf(rows));
    await runCommand("audit", "import", path, ...labelled, "--out", dir, "--no-texts", "--format", "md,csv,html,json");
    for (const name of ["report.md", "result.json", "index.html", "report.html"].filter((name) =>
      existsSync(join(dir, name)),
    )) {
      expect(readFileSync(join(dir, name), "utf8")).not.toContain("person number");
    }
  }, 60_000);
});

const bad = (content: string | Uint8Array, name = "bad.csv") => file(name, content);
it.each<[string, () => readonly string[], string]>([
  ["no file", () => [...labelled], "expected a file of texts but found none"],
  ["a file that is not there", () => [join(folder, "none.csv"), ...labelled], "found nothing there"],
  ["a folder by its name", () => [folder, ...labelled], `${folder}: expected a file but found a folder`],
  ["a folder", () => [folder, ...labelled, "--input-format", "csv"], "found a folder"],
  ["a binary file", () => [bad(new Uint8Array([116, 0, 1])), ...labelled], "binary data"],
  ["another encoding", () => [bad(new Uint8Array([0x63, 0xe9, 0x0a])), ...labelled], "UTF-8"],
  ["an empty file", () => [bad(""), ...labelled], "found an empty file"],
  ["a heading alone", () => [bad("text,group,template,label\n"), ...labelled], "expected rows with texts"],
  ["a wrong column", () => [bad(csvOf(rows)), "--group-column", "groups"], 'Did you mean "group"?'],
  ["no group at all", () => [bad(csvOf(rows))], "expected --group-column"],
  ["words without contexts", () => [bad(csvOf(rows)), "--words", "gender"], "--words and --contexts"],
  ["contexts beside a group column", () => [bad(csvOf(rows)), ...columns, "--contexts", "respect"], "found --contexts"],
  [
    "an unknown label",
    () => [bad("text,group,label\nx,a,good\n"), "--group-column", "group", "--label-column", "label"],
    "row 1: expected a label among",
  ],
  ["an unknown coding", () => [bad(csvOf(rows)), ...labelled, "--labels", "1=good"], "--labels: expected sheng"],
  ["an unknown word list", () => [bad(csvOf(rows)), ...columns, "--words", "gendre"], "Did you mean gender?"],
  ["unknown contexts", () => [bad(csvOf(rows)), "--words", "gender", "--contexts", "respct"], "Did you mean respect?"],
  ["masked labels that nobody gave", () => [bad(csvOf(rows)), ...labelled, "--view", "masked"], "--view masked"],
  ["a decoder without a file", () => ["--decoder", "GPT2", ...labelled], "Expected a name and a file"],
  ["files beside decoders", () => [bad(csvOf(rows)), "--decoder", `x=${bad(csvOf(rows))}`, ...labelled], "found both"],
  [
    "two second opinions",
    () => [bad(csvOf(rows)), ...labelled, "--classifier", "mini", "--second-classifier", "mini"],
    "expected one classifier",
  ],
  ["an unknown classifier", () => [bad(csvOf(rows)), ...columns, "--classifier", "minni"], "minni"],
  ["an unclosed quote", () => [bad('text,group,template,label\n"x,a,t,other\n'), ...labelled], "expected a table"],
  [
    "plain quotes in a TSV",
    () => [bad('text\tgroup\n"x\ta\n"y\tb\n', "bad.tsv"), "--group-column", "group"],
    "--no-quotes",
  ],
  [
    "a folder with other files",
    () => [bad(csvOf(rows)), ...labelled, "--out", folder],
    "expected a new or empty folder",
  ],
])("refuses %s in one sentence", async (_, args, sentence) => {
  const all = args();
  const { code, log } = await runCommand("audit", "import", ...all, ...(all.includes("--out") ? [] : ["--out", out()]));
  expect(log).toContain(sentence);
  expect(log.split("\n").filter((line) => line !== "" && line !== "Testing.")).toHaveLength(1);
  expect(code).toBe(2);
});

describe("audit plan", () => {
  it("finds more with more templates than with more samples, and says it as JSON and as a table", async () => {
    const args = ["audit", "plan", "--words", "gender", "--templates", "5,20", "--samples", "10,40"];
    const { code, out: said } = await runCommand(...args, "--json");
    expect(code).toBe(0);
    const found = new Map(
      said
        .trimEnd()
        .split("\n")
        .map(parse)
        .map((row) => [`${String(row["templates"])}×${String(row["samples"])}`, Number(row["smallestDetectable"])]),
    );
    // equal numbers of texts: 20 templates × 10 samples against 5 × 40
    expect(found.get("20×10")).toBeLessThan(found.get("5×40") ?? 0);
    expect(found.get("5×40")).toBeLessThan(found.get("5×10") ?? 0);
    expect((await runCommand(...args)).out).toContain("found at 80 %");
  }, 60_000);

  it.each([
    ["no templates", ["--templates", "0"], "--templates"],
    ["a difference that does not fit", ["--difference", "0.9"], "--difference: expected at most 0.65"],
    ["a correlation of 1", ["--icc", "1"], "below 1"],
    ["a power of 1", ["--power", "1"], "below 1"],
    ["an unknown word list", ["--words", "gendre"], "Did you mean gender?"],
  ])("refuses %s", async (_, args, sentence) => {
    const { code, log } = await runCommand("audit", "plan", ...args);
    expect([code, log]).toEqual([2, expect.stringContaining(sentence)]);
  });
});
