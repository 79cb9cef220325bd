import { describe, expect, it } from "vitest";
import { tmuxMissing } from "./harness.ts";
import { sane, terminals } from "./terminals.ts";

const open = terminals();

describe.skipIf(tmuxMissing !== undefined)("nothing is lost", () => {
  it("by a kill in the editor: the draft is taken up again", async () => {
    const { run, press, type, waitFor, settled, signal } = await open();
    run("evenhand words new age --demographics old,young >/dev/null; evenhand words edit age");
    await waitFor("An action of C2");
    press("o");
    await waitFor("Enter take it");
    type("elderly");
    press("Tab");
    type("youthful");
    press("Enter");
    await waitFor("draft kept");
    signal("KILL");
    await waitFor(/^ended with 137$/mu);
    type("stty sane; tput rmcup");
    press("C-j"); // a killed program leaves the terminal as it was: Enter sends no new line
    run("evenhand words edit age");
    await waitFor(/An action of C2[^]*r take the draft up/u);
    await expect(await settled()).toMatchFileSnapshot("golden/recover.txt");
    press("r");
    await waitFor(/elderly +[│|[ ]*youthful/u);
  });

  it("by a change that is undone and redone: it is kept as a draft, and forgotten where one says so", async () => {
    const { run, press, waitFor, waitUntilGone } = await open();
    run("evenhand words new age --demographics old,young >/dev/null; evenhand");
    await waitFor("Contexts:");
    press("j", "j", "Enter");
    await waitFor(/age +.*yours/u);
    press("End", "Enter");
    await waitFor("row 1 of 1");
    press("x");
    await waitFor("draft kept");
    press("u");
    await waitFor(/ saved$/mu);
    press("C-r");
    await waitFor("draft kept");
    press("Escape");
    await waitFor("Not saved. Leave?");
    press("Escape");
    await waitFor("a draft is not saved");
    press("Enter");
    await waitFor("r take the draft up");
    press("r");
    await waitFor("Recovered.");
    press("Escape");
    await waitFor("Not saved. Leave?");
    press("d");
    await waitFor(/age +.*yours/u);
    expect(await waitUntilGone("a draft is not saved")).toContain("word lists");
  });

  it("by keys that come twice: a list saved twice is saved once", async () => {
    const { run, press, waitFor, settled } = await open();
    run("evenhand words new age --demographics old,young >/dev/null; evenhand words edit age");
    await waitFor("An action of C2");
    press("x", "C-s", "C-s", "C-s");
    await waitFor(/Saved in .*age/u);
    expect(await settled()).toMatch(/Saved in .*age/u);
  });

  it.each([
    ["where lists are browsed", ["End", "Enter"], "religion"],
    ["while texts are written", ["Enter", "Enter"], "written"],
    ["while an audit is at work", ["j", "Enter", "b"], "texts/s"],
    ["in help", ["?"], "any key close"],
  ] as const)("by Ctrl-C %s, and the terminal is as before", async (_, keys, text) => {
    const { run, press, waitFor, afterwards } = await open();
    run("evenhand");
    await waitFor("Contexts:");
    for (const key of keys) {
      press(key);
      await waitFor(key === "Enter" ? "› " : "Evenhand");
    }
    await waitFor(text);
    press("C-c");
    expect(await afterwards()).toEqual({ code: 130, ...sane });
  });

  it("by Ctrl-C in the editor: the draft is kept", async () => {
    const { run, press, type, waitFor, afterwards } = await open();
    run("evenhand words new age --demographics old,young >/dev/null; evenhand words edit age");
    await waitFor("An action of C2");
    press("o");
    await waitFor("Enter take it");
    type("elderly");
    press("Tab");
    type("youthful");
    press("Enter", "C-c");
    expect(await afterwards()).toEqual({ code: 130, ...sane });
    run("evenhand words edit age");
    await waitFor("r take the draft up");
  });
});
