import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type TestTerminal, tmuxMissing } from "./harness.ts";
import { sane, terminals } from "./terminals.ts";

const open = terminals();

async function atHome(): Promise<TestTerminal> {
  const terminal = await open();
  terminal.run("evenhand");
  await terminal.waitFor("Contexts:");
  return terminal;
}

/** Goes to a line of a form, and types something else into it. */
async function fill({ press, type, waitFor }: TestTerminal, downs: number, key: string, text: string): Promise<void> {
  for (let i = 0; i < downs; i++) press("Down");
  press(key);
  await waitFor("Enter take it");
  press("C-u");
  type(text);
  press("Enter");
  await waitFor("b begin");
}

/** The first words of the texts on a screen. */
const texts = (screen: string): readonly string[] =>
  [...screen.replaceAll(/\s+/gu, " ").matchAll(/The (?:wo)?man was known for (?:\S+ ){4}/gu)].map(([text]) => text);

describe.skipIf(tmuxMissing !== undefined)("in the application one", () => {
  it("generates fair texts, sees the same seed under another decoder, and saves them", async () => {
    const terminal = await atHome();
    const { press, waitFor, settled, afterwards, folder } = terminal;
    press("Enter");
    await waitFor("Write the texts");
    await expect(await settled()).toMatchFileSnapshot("golden/generate-form.txt");
    press("Enter");
    await waitFor("2 of 2 texts written");
    await expect(await settled()).toMatchFileSnapshot("golden/generate-equizero.txt");
    press("r");
    await waitFor(/round 1/iu);
    await expect(await settled()).toMatchFileSnapshot("golden/generate-rounds.txt");
    press("r", "1");
    await waitFor(/\[1 base[^]*2 of 2 texts written/u);
    await expect(await settled()).toMatchFileSnapshot("golden/generate-base.txt");
    press("s");
    await waitFor("Enter save");
    press("Enter");
    await waitFor(/saved|written to/iu);
    expect(readdirSync(folder).some((name) => name.endsWith(".jsonl"))).toBe(true);
    press("C-c");
    expect(await afterwards()).toEqual({ code: 130, ...sane });
  });

  it("shows a command that writes the same texts from a shell", async () => {
    const { run, press, waitFor, afterwards } = await open({ columns: 200, rows: 50 });
    run("evenhand");
    await waitFor("Contexts:");
    press("Enter");
    await waitFor("Write the texts");
    press("Enter");
    await waitFor("2 of 2 texts written");
    press("c");
    const seen = await waitFor(/^ *evenhand generate .*/mu);
    const [command = ""] = /evenhand generate .*/u.exec(seen) ?? [];
    const written = new Set(texts(seen));
    expect(written.size).toBe(2);
    press("C-c");
    expect(await afterwards()).toEqual({ code: 130, ...sane });
    run(command);
    const again = await waitFor(/^ended with 0$/mu);
    expect(new Set(texts(again))).toEqual(written);
  });

  it("writes a list from nothing to an action, saves it, and generates with it", async () => {
    const { press, type, waitFor, settled, folder, afterwards } = await atHome();
    press("j", "j", "Enter");
    await waitFor("religion");
    await expect(await settled()).toMatchFileSnapshot("golden/lists.txt");
    press("n");
    await waitFor("A new list from nothing");
    type("old, young");
    press("Enter", "C-u");
    type("age");
    press("C-s");
    await waitFor("An action of C2");
    press("o");
    await waitFor("Enter take it");
    type("elderly");
    press("Tab");
    await waitFor(/\[?elderly/u);
    type("youthful");
    press("Enter");
    await waitFor("row 3: the forms");
    await expect(await settled()).toMatchFileSnapshot("golden/edit-list.txt");
    press("C-s");
    await waitFor("Saved in");
    expect(readFileSync(join(folder, "age/equality.csv"), "utf8")).toContain("elderly,youthful");
    press("Escape");
    await waitFor("yours, 2 rows");
    press("Escape");
    await waitFor("religion 9, age 2");
    press("Home", "Enter");
    await waitFor("Write the texts");
    press("Down", "C-u");
    type("The {demographic} person was");
    press("Down", "Down", "C-u");
    type("age");
    press("Enter");
    await waitFor("2 of 2 texts written");
    await expect(await settled()).toMatchFileSnapshot("golden/generate-own-list.txt");
    press("C-c");
    expect(await afterwards()).toEqual({ code: 130, ...sane });
  });

  it("audits the bundled model to its report, and finds it again at home", async () => {
    const terminal = await atHome();
    const { press, waitFor, settled, afterwards, folder } = terminal;
    press("j", "Enter");
    await waitFor("b begin");
    await fill(terminal, 3, "e", "respect");
    await fill(terminal, 1, "e", "base,equi");
    await fill(terminal, 1, "e", "2");
    await waitFor("Size: 40 texts");
    press("b");
    await waitFor("[1 verdicts]");
    await expect(await settled()).toMatchFileSnapshot("golden/audit-verdicts.txt");
    press("2");
    await waitFor("[2 contrasts]");
    await expect(await settled()).toMatchFileSnapshot("golden/audit-contrasts.txt");
    press("5");
    await waitFor("[5 files]");
    await waitFor("All figures");
    const [run = ""] = readdirSync(join(folder, "reports"));
    expect(readdirSync(join(folder, "reports", run))).toEqual(expect.arrayContaining(["report.html", "result.json"]));
    press("Escape");
    await waitFor("b begin");
    press("Escape");
    expect(await waitFor("Open the last audit")).toContain(`too small to tell · ${run.slice(0, 30)}`);
    press("q");
    expect(await afterwards()).toEqual({ code: 0, ...sane });
  });
});
