import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type TestTerminal, tmuxMissing } from "./harness.ts";
import { sane, terminals } from "./terminals.ts";

const open = terminals();

/** A list of a man's and a woman's words in the terminal's folder, open in the editor. */
async function editing(terminal: TestTerminal, rows: readonly string[]): Promise<TestTerminal> {
  const folder = join(terminal.folder, "mine");
  mkdirSync(folder);
  const description = {
    version: 1,
    title: "Mine",
    demographics: ["man", "woman"].map((name) => ({ name, phrase: name })),
    case: "variants",
    severalTokens: "general",
    source: "this test",
    licence: "MIT",
  };
  writeFileSync(join(folder, "list.json"), JSON.stringify(description));
  writeFileSync(join(folder, "equality.csv"), `man,woman,role,number,note\n${rows.join("\n")}\n`);
  terminal.run("evenhand words edit mine");
  await terminal.waitFor(`row 1 of ${rows.length}`);
  return terminal;
}

const few = ["man,woman,,,", "king,queen,,,", "boy,girl,,,"];

describe.skipIf(tmuxMissing !== undefined)("an author on a terminal", () => {
  it("goes about in 10,000 rows, and changes one", async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `lord${i},lady${i},,,`);
    const { press, type, waitFor, folder, afterwards } = await editing(await open(), rows);
    press("G");
    await waitFor("row 10000 of 10000, man: lord9999");
    press("/");
    await waitFor("Search:");
    type("lady1234");
    press("Enter");
    await waitFor("row 1235 of 10000, woman: lady1234");
    press("c");
    await waitFor("Enter take it");
    type("dame");
    press("Enter");
    await waitFor("row 1235 of 10000, woman: dame");
    press("C-s");
    await waitFor(/Saved in .*mine/u);
    const lines = readFileSync(join(folder, "mine/equality.csv"), "utf8").split("\n");
    expect(lines[1235]).toBe("lord1234,dame,,,");
    expect(lines.filter((line) => line !== "")).toHaveLength(10_001);
    press("C-c");
    expect(await afterwards()).toEqual({ code: 130, ...sane });
  });

  it("mends a problem by one key, and takes it back", async () => {
    const { press, waitFor } = await editing(await open(), [...few, "boy,girl,,,"]);
    await waitFor(/duplicate-row[^]*\[1\] delete the second row/u);
    press("Tab");
    await waitFor("1–9 mend it");
    press("1");
    await waitFor("An action of C2");
    press("Escape", "u");
    expect(await waitFor("duplicate-row")).toContain("orbits E 4");
  });

  it("pastes rows of a spreadsheet, wide characters among them, and undoes them at once", async () => {
    const { press, paste, waitFor, settled } = await editing(await open(), few);
    press("G");
    await waitFor("row 3 of 3");
    paste("お爺さん\tお婆さん\r\npe\u0301re\tme\u0300re\r\nduke\tduchess\r\n");
    await waitFor("Pasted 3 rows (2 new) into man, woman.");
    await waitFor(/お爺さん +\] お婆さん[^]*An action of C2: 0 errors, 0 warnings, 7 remarks/u);
    await expect(await settled()).toMatchFileSnapshot("golden/paste.txt");
    press("u");
    await waitFor("row 3 of 3, man: boy");
  });

  it("reorders rows and columns, and takes each step back", async () => {
    const { press, waitFor, folder } = await editing(await open(), few);
    press("j", "K");
    await waitFor("row 1 of 3, man: king");
    press("L");
    await waitFor(/^>1 +queen +\[king/mu);
    press("C-s");
    await waitFor(/Saved in .*mine/u);
    const saved = () => readFileSync(join(folder, "mine/equality.csv"), "utf8").split("\n").slice(0, 3);
    expect(saved()).toEqual(["woman,man,role,number,note", "queen,king,,,", "woman,man,,,"]);
    press("u", "u");
    await waitFor(/^>1 \[man .*\n 2  king/mu);
    press("C-s");
    await waitFor(/Saved in .*mine/u);
    expect(saved()).toEqual(["man,woman,role,number,note", "man,woman,,,", "king,queen,,,"]);
  });

  it("imports a list that is no action, keeps what could not be placed beside it, and opens it", async () => {
    const { press, type, run, waitFor, settled, folder, afterwards } = await open();
    writeFileSync(join(folder, "swaps.txt"), "king\tqueen\nhis\ther\nhim\ther\nman\twoman\n");
    run("evenhand");
    await waitFor("Contexts:");
    press("j", "j", "Enter");
    await waitFor("religion");
    press("i");
    await waitFor("Import a list");
    type("swaps.txt");
    press("Enter");
    type("man, woman");
    press("C-s");
    await waitFor(/2 of 4 rows are a group action\. 2 could not be placed/u);
    await waitFor("An action of C2");
    await expect(await settled()).toMatchFileSnapshot("golden/imported.txt");
    const kept = (name: string) => readFileSync(join(folder, "imported", name), "utf8");
    expect(kept("equality.csv")).toBe("man,woman,role,number,note\nking,queen,,,\nman,woman,,,\n");
    expect(kept("left-out.csv")).toMatch(/^line,words,why\n2,his \| her,.*\n3,him \| her,/u);
    press("C-c");
    expect(await afterwards()).toEqual({ code: 130, ...sane });
  });
});
