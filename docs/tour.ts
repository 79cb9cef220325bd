import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTerminal } from "../test/ui/tmux/harness.ts";
import { terminalPicture } from "./svg.ts";

/** Draws the pictures of docs/tour.md from a real run in a terminal: `npm run build && npx tsx docs/tour.ts`. Needs tmux. */
const columns = 100;
const folder = join(import.meta.dirname, "tour");
mkdirSync(folder, { recursive: true });
const terminal = await openTerminal({ columns, rows: 26 });
const { press, type, waitFor, settled, colours } = terminal;

/** Waits for a text, and draws what the terminal shows then. */
async function picture(name: string, text: string | RegExp): Promise<void> {
  await waitFor(text);
  await settled();
  writeFileSync(join(folder, `${name}.svg`), terminalPicture(colours(), columns));
}

/** Types a value into a field of the audit: some lines further down. */
async function fill(downs: number, text: string): Promise<void> {
  for (let i = 0; i < downs; i++) press("Down");
  press("e");
  await waitFor("Enter take it");
  press("C-u");
  type(text);
  press("Enter");
  await waitFor("b begin");
}

/** Puts another prompt into the panels that take one. */
async function retype(prompt: string): Promise<void> {
  press("e");
  await waitFor("Enter take the prompt");
  press("C-u");
  type(prompt);
  press("Enter");
}

/** Opens the list gender and goes through the panels below it. */
async function panels(): Promise<void> {
  press("Home");
  await waitFor("> gender");
  press("Enter");
  await waitFor("An action of C2");
  press("j", "Tab");
  await waitFor("1–9 mend it");
  for (const [name, text] of [
    ["pieces", "[pieces]"],
    ["action", "[action]"],
    ["preview", "[preview]"],
    ["next", /\[next\][^]*before[^]*%/u],
    ["coverage", /\[coverage\][^]*%/u],
    ["suggestions", /\d+ suggestions; nothing/u],
  ] as const) {
    press("Right");
    if (name === "preview") await retype("The king and his wife saw her grandpa");
    if (name === "next") await retype("The man was known for");
    await picture(`panel-${name}`, text);
  }
  press("Tab");
}

try {
  terminal.run("evenhand");
  await picture("home", "Contexts:");
  press("Enter");
  await picture("generate-settings", "Write the texts");
  press("Enter");
  await waitFor("2 of 2 texts written");
  press("r");
  await picture("generate-rounds", /round 1/iu);
  press("r", "1");
  await picture("generate-base", /\[1 base[^]*2 of 2 texts written/u);
  press("Escape");
  await waitFor("Write the texts");
  press("Escape");
  await waitFor("Contexts:");

  press("j", "j", "Enter");
  await picture("lists", "religion");
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
  type("youthful");
  press("Enter");
  await picture("edit-list", "row 3: the forms");
  press("C-s");
  await waitFor("Saved in");
  press("Escape");
  await waitFor("yours, 2 rows");
  await panels();
  press("Escape");
  await waitFor("yours, 2 rows");
  writeFileSync(join(terminal.folder, "swaps.txt"), "king\tqueen\nhis\ther\nhim\ther\nman\twoman\n");
  press("i");
  await waitFor("Import a list");
  type("swaps.txt");
  press("Enter");
  type("man, woman");
  press("C-s");
  await waitFor("An action of C2");
  await picture("imported", "could not be placed");
  press("Escape");
  await waitFor("yours, 2 rows");
  press("Escape");
  await waitFor("Contexts:");

  press("k", "Enter");
  await waitFor("b begin");
  await fill(3, "respect");
  await fill(1, "base,equi");
  await fill(1, "100");
  await picture("audit-plan", /Time: about[^]*Warning/u);
  press("b");
  await waitFor(/[1-9]\d\d of 2,000/u);
  press("p");
  await picture("audit-running", /paused/iu);
  press("p");
  await picture("audit-verdicts", "[1 verdicts]");
  press("2");
  await picture("audit-contrasts", "[2 contrasts]");
  press("3");
  await waitFor("[3 samples]");
  press("Enter");
  await picture("audit-samples", /[^]*Row 1 of/u);
  press("4");
  await picture("audit-quality", "[4 quality]");
  press("5");
  await picture("audit-files", "All figures");
  press("?");
  await picture("help", "any key close");
} finally {
  terminal.close();
}
