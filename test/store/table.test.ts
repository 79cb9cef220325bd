import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { TableSettings } from "../../src/store/table/found-row.ts";
import { readColumns } from "../../src/store/table/read-columns.ts";
import { sharedData } from "../shared-data.ts";

const folder = mkdtempSync(join(tmpdir(), "table-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function read(path: string, names: readonly string[], settings: TableSettings = {}) {
  const wanted = names.map((name) => ({ name, flag: `--${name}-column` }));
  const rows = [];
  for await (const batch of readColumns(path, wanted, settings)) rows.push(...batch);
  return rows;
}

const values = async (path: string, names: readonly string[], settings: TableSettings = {}) =>
  (await read(path, names, settings)).map((row) => row.values);

describe("columns", () => {
  it("come in the order they are asked for, whatever the order in the file", async () => {
    expect(await values(file("a.csv", "id,text,group\n1,one,x\n2,two,y\n"), ["group", "text"])).toEqual([
      ["x", "one"],
      ["y", "two"],
    ]);
  });

  it("are numbers from 1 where there is no heading", async () => {
    const path = file("b.tsv", '-1\tHe said "no", then left\n1\tShe "left"\n');
    expect(await read(path, ["2", "1"], { header: false })).toEqual([
      { row: 1, values: ['He said "no", then left', "-1"] },
      { row: 2, values: ['She "left"', "1"] },
    ]);
  });

  it("reach into JSON objects by a dotted name, unless a key has the whole name", async () => {
    const path = file("c.jsonl", '{"a":{"b":-1},"c":null}\n{"a.b":"whole","a":{"b":2},"c":true}\n');
    expect(await values(path, ["a.b", "c"])).toEqual([
      ["-1", ""],
      ["whole", "true"],
    ]);
  });
});

describe("tab-separated rows", () => {
  it.each<[string, string, readonly string[]]>([
    ["a quoted cell", '"a b"\tx', ["a b", "x"]],
    ["doubled marks in a quoted cell", '"He said ""no"""\tx', ['He said "no"', "x"]],
    ["a tab in a quoted cell", '"a\tb"\tx', ["a\tb", "x"]],
    ["a line break in a quoted cell", '"a\nb"\tx', ["a\nb", "x"]],
    ["a mark inside a cell", 'a "b" c\tx', ['a "b" c', "x"]],
    ["a cell that begins with speech", '"No," he said\tx', ['"No," he said', "x"]],
    ["an empty cell", "\tx", ["", "x"]],
    ["an empty quoted cell", '""\tx', ["", "x"]],
  ])("keep %s", async (_, row, cells) => {
    expect(await values(file("d.tsv", `t\tg\n${row}\n`), ["t", "g"])).toEqual([cells]);
  });

  it("take marks as plain characters where they are told to", async () => {
    const path = file("e.tsv", '"a\tx\n"b\ty\n');
    expect(await values(path, ["1", "2"], { header: false, quotes: false })).toEqual([
      ['"a', "x"],
      ['"b', "y"],
    ]);
  });

  it("never join two rows into one", async () => {
    await expect(read(file("f.tsv", 'g\tt\nx\t"a\ny\tb"\n'), ["t"])).rejects.toThrow("--no-quotes");
  });
});

const cell = fc.string({ unit: fc.constantFrom("a", "é", '"', ",", "\t", "\n", " ", "\r\n"), maxLength: 6 });
const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });

it("reads what a writer of CSV writes: any cells, quotes, line breaks", async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const path = file("g.csv", stringify([["t", "g"], ...rows], { quoted: true }));
      expect(await values(path, ["t", "g"])).toEqual(rows);
    }),
    { numRuns: 50 },
  );
});

it("reads what is written as JSON lines", async () => {
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const path = file("h.jsonl", rows.map(([t, g]) => JSON.stringify({ t, g })).join("\n"));
      expect(await values(path, ["t", "g"])).toEqual(rows);
    }),
    { numRuns: 50 },
  );
});

it("reads cells of 100,000 characters, byte-order marks and CRLF", async () => {
  const long = "x".repeat(100_000);
  for (const [name, tab] of [
    ["i.csv", ","],
    ["i.tsv", "\t"],
  ] as const) {
    const path = file(name, `\uFEFFt${tab}g\r\n${long}${tab}1\r\n\r\nb${tab}2\r\n`);
    expect(await values(path, ["t", "g"])).toEqual([
      [long, "1"],
      ["b", "2"],
    ]);
  }
});

it.each<[string, () => string, readonly string[], TableSettings, string]>([
  ["a wrong name", () => file("a1.csv", "text,groups\na,b\n"), ["text", "group"], {}, 'Did you mean "groups"?'],
  ["a wrong key", () => file("a2.jsonl", '{"texts":"a"}\n'), ["text"], {}, 'Did you mean "texts"?'],
  ["a name where there is no heading", () => file("a3.tsv", "a\tb\n"), ["text"], { header: false }, "from 1 to 2"],
  ["a column that is not there", () => file("a4.csv", "a,b\n"), ["3"], { header: false }, "from 1 to 2"],
  ["two columns of one name", () => file("a5.csv", "t,t\na,b\n"), ["t"], {}, "found several"],
  ["several columns of one text a line", () => file("a6.txt", "a\n"), ["text", "group"], {}, "--group-column"],
  ["an object for a text", () => file("a7.jsonl", '{"text":{"a":1}}\n'), ["text"], {}, 'found {"a":1}'],
  ["unequal rows", () => file("a8.tsv", "a\tb\n1\n"), ["a"], {}, "line 2: expected a table with 2 cells"],
  ["an unclosed mark", () => file("a9.tsv", 'a\tb\n1\t"x\n'), ["a"], {}, "line 2"],
  ["marks of no CSV", () => file("b1.csv", 'a,b\n1,x "y" z\n'), ["a"], {}, "line 2"],
  ["an empty table", () => file("b2.tsv", ""), ["a", "b"], {}, 'the columns "a", "b"'],
  ["a binary file", () => file("b3.tsv", new Uint8Array([97, 0, 98])), ["a"], {}, "binary data"],
  ["a folder", () => folder, ["a"], { format: "csv" }, "found a folder"],
  ["nothing", () => join(folder, "nowhere.csv"), ["a"], {}, "found nothing there"],
])("refuses %s and says what to do", async (_, path, names, settings, sentence) => {
  await expect(read(path(), names, settings)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining(sentence) as string,
  });
});

describe("real files without a heading", () => {
  const labels = sharedData("regard-v2-labels");
  it.skipIf(labels === undefined)("are read to the last row (needs ../shared/data/regard-v2-labels)", async () => {
    const rows = await values(join(labels ?? "", "GPT2_respect_ASIAN.tsv"), ["1", "2"], { header: false });
    // wc -l: 504; cut -f1 | sort | uniq -c
    expect(rows).toHaveLength(504);
    expect(new Set(rows.map(([label]) => label))).toEqual(new Set(["-1", "0", "1"]));
  });
});
