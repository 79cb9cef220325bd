import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "./run-command.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evenhand-words-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const summaryOf = (out: string) => JSON.parse(out.trim().split("\n").at(-1) ?? "").summary;

describe("authoring on the command line", () => {
  it("makes a list from nothing that is an action and can be used at once", async () => {
    const list = join(folder, "age");
    const made = await runCommand("words", "new", list, "--demographics", "old,young", "--json");
    expect(made).toMatchObject({ code: 0 });
    expect(summaryOf(made.out)).toMatchObject({ errors: 0, isAction: true, rows: 1 });
    const used = await runCommand("words", "preview", "The old man", "--words", list);
    expect(used.out).toContain("The young man");
    expect(await runCommand("words", "new", list, "--demographics", "old,young")).toMatchObject({ code: 2 });
  });

  it("counts one row as one, and says commands that a shell reads back, whatever the folder's name", async () => {
    const list = join(folder, "my list");
    const { out } = await runCommand("words", "new", list, "--demographics", "old,young");
    expect(out).toContain(
      `my list: 1 row, an action of order 2; 0 errors, 0 warnings. See: evenhand words lint '${list}'`,
    );
    const { log } = await runCommand("words", "new", list, "--demographics", "old,young");
    expect(log).toContain(`evenhand words edit '${list}'`);
  });

  it("imports swaps, keeps what is no action beside the list, and exports what it took", async () => {
    const [source, list] = [join(folder, "swaps.tsv"), join(folder, "swaps")];
    await writeFile(source, "king\tqueen\nguy\tgirl\nboy\tgirl\n");
    const imported = await runCommand("words", "import", source, "--demographics", "man,woman", "--out", list);
    expect(imported).toMatchObject({ code: 0 });
    expect(imported.out).toContain("left out: line 2, guy, girl");
    expect(await readFile(join(list, "left-out.csv"), "utf8")).toContain("boy | girl");
    expect((await runCommand("words", "export", list)).out).toBe("man,woman\nking,queen\n");
    const json = (await runCommand("words", "export", list, "--format", "json")).out;
    await writeFile(join(folder, "again.json"), json);
    const again = join(folder, "again");
    expect(await runCommand("words", "import", join(folder, "again.json"), "--out", again)).toMatchObject({ code: 0 });
    expect(await readFile(join(again, "equality.csv"), "utf8")).toBe(
      await readFile(join(list, "equality.csv"), "utf8"),
    );
  });

  it("mends a list, and a second time finds nothing to mend", async () => {
    const list = join(folder, "broken");
    await runCommand("words", "new", list, "--demographics", "man,woman");
    await writeFile(
      join(list, "equality.csv"),
      "\uFEFFman,woman\r\nman , woman\r\nman,woman\r\nhis,her\r\nhim,her\r\n",
    );
    expect(await runCommand("words", "lint", list)).toMatchObject({ code: 1 });
    const mended = await runCommand("words", "lint", "--fix-all", list, "--json");
    expect(mended).toMatchObject({ code: 0 });
    expect(summaryOf(mended.out)).toMatchObject({ errors: 0, isAction: true });
    expect(await readFile(join(list, "general.csv"), "utf8")).toContain("him");
    expect((await runCommand("words", "lint", "--fix-all", list)).log).toBe("");
    expect(await runCommand("words", "lint", "--fix", "gender")).toMatchObject({ code: 2 });
  });

  it("mends notes with line breaks and marks that turn the writing", async () => {
    const list = join(folder, "noted");
    await runCommand("words", "new", list, "--demographics", "man,woman");
    await writeFile(join(list, "equality.csv"), 'man,woman,note\nman,woman,\nking,queen,"one\ntwo"\n');
    await writeFile(join(list, "general.csv"), "word,note\nperson,he\u202Allo\n");
    expect(await runCommand("words", "lint", list)).toMatchObject({ code: 1 });
    const mended = await runCommand("words", "lint", "--fix", list, "--json");
    expect(summaryOf(mended.out)).toMatchObject({ errors: 0, rows: 2, isAction: true });
    expect(await readFile(join(list, "equality.csv"), "utf8")).toContain("king,queen,,,one two");
    expect(await readFile(join(list, "general.csv"), "utf8")).toContain("person,hello");
    expect((await runCommand("words", "lint", "--fix", list)).log).toBe("");
  });

  it("leaves a list alone whose heading is misspelt", async () => {
    const list = join(folder, "misspelt");
    await runCommand("words", "new", list, "--demographics", "man,woman");
    const table = "Man,woman\nking,queen\n";
    await writeFile(join(list, "equality.csv"), table);
    for (const fix of ["--fix", "--fix-all"]) {
      const mended = await runCommand("words", "lint", fix, list);
      expect(mended).toMatchObject({ code: 2 });
      expect(mended.log).toContain('Rename the heading "Man" to "man".');
    }
    expect(await readFile(join(list, "equality.csv"), "utf8")).toBe(table);
  });

  it("tells programs what is wrong with lists as one document", async () => {
    const list = join(folder, "my list");
    await runCommand("words", "new", list, "--demographics", "man,woman");
    await writeFile(join(list, "equality.csv"), "man,woman\nman,woman\nking,\n");
    const sarif = await runCommand("words", "lint", list, "orientation", "--format", "sarif");
    expect(sarif.code).toBe(1);
    const { results } = JSON.parse(sarif.out).runs[0];
    const empty = results.find(({ ruleId }: { readonly ruleId: string }) => ruleId === "empty-cell");
    expect(empty.level).toBe("error");
    expect(empty.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: `file://${list.replace("my list", "my%20list")}/equality.csv` },
      region: { startLine: 3 },
    });
    const junit = await runCommand("words", "lint", list, "orientation", "--format", "junit");
    expect(junit.out).toContain('<testsuite name="my list" tests="2" failures="2" errors="0" skipped="0">');
    expect(junit.out).toContain('<testsuite name="orientation"');
    expect(await runCommand("words", "lint", "orientation", "--format", "junit")).toMatchObject({ code: 0 });
    expect(await runCommand("words", "lint", list, "--format", "junit", "--json")).toMatchObject({ code: 2 });
    expect(await runCommand("words", "lint", list, "--format", "xml")).toMatchObject({ code: 2 });
  });

  it("tells how lists differ, and merges them", async () => {
    const [mine, both] = [join(folder, "mine"), join(folder, "both")];
    await runCommand("words", "new", mine, "--from", "orientation");
    expect(await runCommand("words", "diff", "orientation", mine)).toMatchObject({
      code: 0,
      out: "The lists say the same.\n",
    });
    const table = await readFile(join(mine, "equality.csv"), "utf8");
    await writeFile(join(mine, "equality.csv"), `${table}plain,fancy,,,\n`);
    const diff = await runCommand("words", "diff", "orientation", mine);
    expect(diff).toMatchObject({ code: 1, out: "+ plain, fancy\n" });
    expect(await runCommand("words", "merge", "orientation", mine, "--out", both)).toMatchObject({ code: 0 });
    expect((await runCommand("words", "diff", both, mine)).code).toBe(0);
  });

  it("says why a row could not be merged, and keeps it beside the list", async () => {
    const [mine, both] = [join(folder, "mine"), join(folder, "both")];
    await runCommand("words", "new", mine, "--from", "orientation");
    await writeFile(join(mine, "equality.csv"), "gay,straight\nplain,\n");
    const merged = await runCommand("words", "merge", "orientation", mine, "--out", both);
    expect(merged.out).toContain("left out: line 2, , plain: a word is missing\n");
    expect(await readFile(join(both, "left-out.csv"), "utf8")).toContain("2, | plain,a word is missing");
  });

  it("suggests without adding", async () => {
    const list = join(folder, "small");
    await runCommand("words", "new", list, "--demographics", "man,woman");
    const { out } = await runCommand("words", "suggest", list);
    expect(out).toContain("spokesman, spokeswoman");
    expect((await runCommand("words", "export", list)).out).toBe("man,woman\nman,woman\n");
  });

  it("shows coverage whose shares add up to one", async () => {
    const { out } = await runCommand("words", "coverage", "--json", "--threads", "1");
    const rows = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows.map((row) => row.demographic)).toEqual(["man", "woman"]);
    for (const row of rows) {
      expect(row.equality + row.relaxedAway + row.general + row.neutral).toBeCloseTo(1, 3);
      expect(row.relaxedAway).toBeGreaterThan(0.01); // his, her after "was known for"
    }
  });
});
