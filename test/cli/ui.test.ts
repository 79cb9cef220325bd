import { describe, expect, it } from "vitest";
import { editList } from "../../src/cli/open-application.ts";
import { fakePage } from "../ui/kernel/fake-page.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import { runCommand } from "./run-command.ts";

describe("where there is no terminal to draw on", () => {
  it.each([["ui"], ["words", "edit", "gender"], ["words", "edit", "gender", "--json"]])(
    "%s %s says what to do instead",
    async (...argv) => {
      const { code, out, log } = await runCommand(...argv);
      expect([code, out]).toEqual([2, ""]);
      expect(log).toMatch(/^evenhand: .*expected a terminal to draw on but found none\. .*evenhand /u);
    },
  );

  it("says which option keeps the editor from drawing where there is one", async () => {
    const { terminal } = fakeTerminal({});
    const page = { ...fakePage(80, 24).terminal, held: () => undefined };
    await expect(editList("gender", { plain: true }, { ...terminal, page })).rejects.toThrow(
      /expected a terminal to draw on but found --plain, with which nothing is drawn\. Edit /u,
    );
  });

  it("runs the demo in plain text for a screen reader", async () => {
    const { code, out } = await runCommand("--screen-reader", "--threads", "1");
    expect(code).toBe(0);
    expect(out).toContain("The man was known for");
  });

  it("names a list that is not there before anything else", async () => {
    const { code, log } = await runCommand("words", "edit", "gendr");
    expect(code).toBe(2);
    expect(log).toContain("Did you mean gender?");
  });
});
