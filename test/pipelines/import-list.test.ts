import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { importList, readForeignList } from "../../src/pipelines/import-list.ts";

const folder = mkdtempSync(join(tmpdir(), "evenhand-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

it("reads files by their endings and says where the words are from", () => {
  const foreign = readForeignList([write("swaps.tsv", "king\tqueen\nguy\tgirl\nboy\tgirl\n")], {});
  const { draft, left, beside } = importList(foreign, { demographics: ["man", "woman"] });
  expect(draft.equality.map(({ words }) => words)).toEqual([["king", "queen"]]);
  expect(draft.description).toMatchObject({
    title: "Imported from swaps.tsv",
    source: "swaps.tsv",
    licence: "unstated",
  });
  expect(left.map(({ line }) => line)).toEqual([2, 3]);
  expect(Object.keys(beside)).toEqual(["left-out.csv"]);
});

it("takes what the author says before what the files say, and keeps no file where nothing is left", () => {
  const paths = [write("one.txt", "king\nboy\n"), write("two.txt", "queen\ngirl\n")];
  const foreign = readForeignList(paths, {});
  expect(foreign.names).toBe("one.txt, two.txt");
  const about = { demographics: ["man", "woman"], title: "Mine", source: "me", licence: "CC0" };
  const { draft, beside } = importList(foreign, about);
  expect(draft.description).toMatchObject({ title: "Mine", source: "me", licence: "CC0" });
  expect(draft.equality).toHaveLength(2);
  expect(beside).toEqual({});
  expect(() => readForeignList(paths, { format: "json" })).toThrow("expected one json file");
});
