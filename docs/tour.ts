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
  press("Escape");
  await waitFor("Contexts:");

  press("k", "Enter");
  await waitFor("b begin");
  await fill(3, "respect");
  await fill(1, "base,equi");
  await fill(1, "20");
  await picture("audit-plan", /Time: about[^]*Warning/u);
  press("b");
  await picture("audit-verdicts", "[1 verdicts]");
  press("2");
  await picture("audit-contrasts", "[2 contrasts]");
  press("?");
  await picture("help", "any key close");
} finally {
  terminal.close();
}
