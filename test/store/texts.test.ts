import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readTexts } from "../../src/store/texts.ts";

const folder = mkdtempSync(join(tmpdir(), "texts-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function all(path: string, column = "text") {
  const found = [];
  for await (const text of readTexts(path, column)) found.push(text);
  return found;
}

it("reads a CSV with a byte-order mark, quotes, line breaks and CRLF", async () => {
  const path = file("a.csv", '\uFEFFid,text\r\n1,"He said ""no"",\nthen left"\r\n2,שלום 👩‍🚀\r\n');
  expect(await all(path)).toEqual([
    { row: 1, text: 'He said "no",\nthen left' },
    { row: 2, text: "שלום 👩‍🚀" },
  ]);
});

it("reads TSV, JSONL and one text a line", async () => {
  expect(await all(file("a.tsv", "t\tx\none\t1\ntwo\t2\n"), "t")).toEqual([
    { row: 1, text: "one" },
    { row: 2, text: "two" },
  ]);
  expect(await all(file("a.jsonl", '{"t":"one"}\n\n{"t":"two\\n"}'), "t")).toEqual([
    { row: 1, text: "one" },
    { row: 3, text: "two\n" },
  ]);
  expect(await all(file("a.txt", "one\r\n\r\ntwo"))).toEqual([
    { row: 1, text: "one" },
    { row: 3, text: "two" },
  ]);
});

it("joins characters that a piece of the file cuts in two", async () => {
  const line = "é".repeat(50_000); // 100 kB: more than one piece of 64 kB
  expect(await all(file("b.txt", `x${line}\ny`))).toEqual([
    { row: 1, text: `x${line}` },
    { row: 2, text: "y" },
  ]);
});

it.each([
  ["a missing file", () => join(folder, "none.csv"), "found nothing there"],
  ["a folder", () => folder, "found a folder"],
  ["a binary file", () => file("b.csv", new Uint8Array([1, 0, 2])), "binary data"],
  ["another encoding", () => file("latin.txt", new Uint8Array([0x63, 0xe9, 0x0a, 0x61])), "UTF-8"],
  ["an unclosed quote", () => file("c.csv", 'text\n"abc\n'), "expected a table"],
  ["rows of unequal length", () => file("d.csv", "text,b\n1,2\n3\n"), "line 3: expected a table"],
  ["no such column", () => file("e.csv", "id,body\n1,2\n"), 'found "id", "body"'],
  ["an empty table", () => file("f.csv", ""), "found an empty file"],
  ["a line that is no JSON", () => file("g.jsonl", '{"text":"a"}\nnope\n'), "line 2: expected one JSON object"],
  ["JSON that is no object", () => file("h.jsonl", "[1]\n"), "found [1]"],
  ["an object without the text", () => file("i.jsonl", '{"body":"a"}\n'), 'found "body"'],
  ["an endless line", () => file("j.txt", "a".repeat(1_200_000)), "line 1: expected at most"],
])("refuses %s and says where", async (_, path, sentence) => {
  await expect(all(path())).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining(sentence) as string,
  });
});
