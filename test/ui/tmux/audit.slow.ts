import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type TestTerminal, tmuxMissing } from "./harness.ts";
import { sane, terminals } from "./terminals.ts";

const open = terminals();

/** An audit of 10,000 texts at work: it takes minutes, so that a test finds it on its way. */
async function auditing(terminal: TestTerminal): Promise<TestTerminal> {
  const { run, press, waitFor } = terminal;
  run("evenhand");
  await waitFor("Contexts:");
  press("j", "Enter");
  await waitFor("b begin");
  press("b");
  await waitFor(/[1-9]\d*(?:,\d+)? of 10,000/u);
  return terminal;
}

const journalled = (folder: string): number => {
  const [run = ""] = readdirSync(join(folder, "reports"));
  const journal = readdirSync(join(folder, "reports", run)).find((name) => name.endsWith(".jsonl")) ?? "";
  return readFileSync(join(folder, "reports", run, journal), "utf8").split("\n").length;
};

describe.skipIf(tmuxMissing !== undefined)("an audit at work", () => {
  it("waits, goes on, and goes on while another screen is in sight; home says when it has ended", async () => {
    const { press, waitFor, waitUntilGone, settled, screen, afterwards } = await auditing(await open());
    press("p");
    await waitFor(/paused/iu);
    const before = await settled();
    expect(await settled()).toBe(before);
    press("p");
    await waitUntilGone(/paused/iu);
    await waitFor("texts/s");
    press("Escape");
    await waitFor("b begin");
    press("Escape");
    await waitFor(/See the audit +at work/u);
    press("End", "Enter");
    await waitFor("texts/s");
    press("s");
    await waitFor("Enter go on with it");
    press("Escape", "Escape");
    await waitFor("not finished");
    expect(screen()).not.toContain("at work");
    press("q");
    expect(await afterwards()).toEqual({ code: 0, ...sane });
  });

  it("is taken up where a kill cut it off", async () => {
    const { press, type, waitFor, folder, run, signal, afterwards } = await auditing(await open());
    await waitFor(/[1-9]\d*,\d+ of 10,000/u);
    signal("KILL");
    await waitFor(/^ended with 137$/mu);
    const kept = journalled(folder);
    type("stty sane; tput rmcup");
    press("C-j");
    run("evenhand");
    await waitFor(/not finished/u);
    press("End", "Enter");
    await waitFor("Enter go on with it");
    press("Enter");
    await waitFor("texts/s");
    press("C-c");
    const seen = await waitFor(/^ended with 130$/mu);
    expect(seen).toMatch(/^evenhand audit resume reports\/mini-/mu);
    expect(journalled(folder)).toBeGreaterThanOrEqual(kept);
    expect(await afterwards()).toMatchObject({ code: 130, isCursorShown: true, isOnOwnPage: false });
  });
});
