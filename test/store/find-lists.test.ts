import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findLists } from "../../src/store/find-lists.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "find-lists-"));
afterAll(() => rmSync(folder, { recursive: true }));
const shipped = ["gender", "orientation", "race", "religion"];

describe("the word lists at hand", () => {
  it("are the shipped ones, each once, where the project itself is the folder", () =>
    expect(findLists(root).map(({ name }) => name)).toEqual(shipped));

  it("are then those of the folder and of its folder wordlists, broken ones with the reason", () => {
    cpSync(join(root, "wordlists/race"), join(folder, "mine"), { recursive: true });
    mkdirSync(join(folder, "wordlists/broken"), { recursive: true });
    writeFileSync(join(folder, "wordlists/broken/list.json"), "{");
    const found = findLists(folder);
    expect(found.map(({ name }) => name)).toEqual([...shipped, "mine", "broken"]);
    expect(found.at(-2)).toMatchObject({ isShipped: false, rows: 17, what: join(folder, "mine") });
    expect(found.at(-1)?.problem).toContain("broken");
  });

  it("are those that can be looked for: a file called wordlists hides none, nor does a folder that is gone", () => {
    const other = mkdtempSync(join(folder, "other-"));
    cpSync(join(root, "wordlists/race"), join(other, "mine"), { recursive: true });
    writeFileSync(join(other, "wordlists"), "man woman");
    expect(findLists(other).map(({ name }) => name)).toEqual([...shipped, "mine"]);
    expect(findLists(join(other, "gone")).map(({ name }) => name)).toEqual(shipped);
  });

  it.skipIf(process.getuid?.() === 0)("are those of folders that this user may read", () => {
    const closed = mkdtempSync(join(folder, "closed-"));
    chmodSync(closed, 0);
    expect(findLists(closed).map(({ name }) => name)).toEqual(shipped);
    chmodSync(closed, 0o700);
  });
});
