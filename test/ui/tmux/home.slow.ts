import { describe, expect, it } from "vitest";
import { tmuxMissing } from "./harness.ts";
import { sane, terminals } from "./terminals.ts";

const open = terminals();

describe.skipIf(tmuxMissing !== undefined)("the application in a terminal", () => {
  it("opens at home, shows help, and gives the terminal back", async () => {
    const { run, press, waitFor, afterwards } = await open();
    run("evenhand");
    await expect(await waitFor("Contexts:")).toMatchFileSnapshot("golden/home-80x24.txt");
    press("?");
    await expect(await waitFor("any key close")).toMatchFileSnapshot("golden/home-help-80x24.txt");
    press("Escape");
    await waitFor("Contexts:");
    press("q");
    expect(await afterwards()).toEqual({ code: 0, ...sane });
  });

  it("follows the size of the window, and asks for more where it is too small", async () => {
    const { run, press, waitFor, settled, resize, afterwards } = await open({ columns: 80, rows: 24 });
    run("evenhand");
    const first = await waitFor("Contexts:");
    resize(200, 60);
    await waitFor("differently. Evenhand makes");
    await expect(await settled()).toMatchFileSnapshot("golden/home-200x60.txt");
    resize(60, 20);
    await waitFor(/^Evenhand · home[^]*each group.*…$/mu);
    await expect(await settled()).toMatchFileSnapshot("golden/home-60x20.txt");
    resize(39, 24);
    await waitFor("Make it larger");
    resize(80, 24);
    await waitFor("Contexts:");
    expect(await settled()).toBe(first);
    press("C-c");
    expect(await afterwards()).toEqual({ code: 130, ...sane });
  });

  it.each([
    ["TERM", 143],
    ["HUP", 129],
  ] as const)("gives the terminal back on SIG%s", async (name, code) => {
    const { run, waitFor, signal, afterwards } = await open();
    run("evenhand");
    await waitFor("Contexts:");
    signal(name);
    expect(await afterwards()).toEqual({ code, ...sane });
  });

  it("draws without colour where NO_COLOR is set", async () => {
    const { run, waitFor, colours } = await open({ environment: { NO_COLOR: "1" } });
    run("evenhand");
    await waitFor("Contexts:");
    expect(colours()).not.toMatch(/\p{Cc}\[[0-9;]*[34][0-7]m/u);
  });

  it("writes sentences for a screen reader and keeps to the terminal's own page", async () => {
    const { run, press, waitFor, afterwards } = await open();
    run("evenhand --screen-reader");
    await expect(await waitFor("Contexts:")).toMatchFileSnapshot("golden/home-screen-reader.txt");
    press("C-c");
    expect(await afterwards()).toEqual({ code: 130, ...sane });
  });
});

describe.skipIf(tmuxMissing !== undefined)("without a terminal to draw on", () => {
  it.each(["evenhand words edit gender --plain", "evenhand words edit gender <&-", "export CI=1; evenhand ui"])(
    "%s says what to do instead",
    async (command) => {
      const { run, afterwards, waitFor } = await open();
      run(command);
      expect(await waitFor(/^ended with \d+$/mu)).toMatch(/expected a terminal/u);
      expect(await afterwards()).toEqual({ code: 2, ...sane });
    },
  );
});
