import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { runCommand } from "./run-command.ts";

/** Every module that starting a file loads before it does anything: static imports, not import(). Types cost nothing. */
function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, what = "", path = ""] of text.matchAll(/^import ([^;]*?)\s*from "([^"]+)";/gmu)) {
    if (what.startsWith("type ")) continue;
    if (path.startsWith(".")) loadedBy(join(dirname(file), path), seen);
    else seen.add(path);
  }
  return seen;
}

const source = join(import.meta.dirname, "../../src/cli");
const commandFiles = readdirSync(join(source, "commands")).map((name) => `commands/${name}`);

const ownOf = (loaded: Iterable<string>) => [...loaded].filter((path) => path.startsWith("/"));
const packagesOf = (loaded: Iterable<string>) => [...loaded].filter((path) => !/^(?:\/|node:)/u.test(path));

it("loads nothing heavy to list the commands", () => {
  const loaded = loadedBy(join(source, "main.ts"));
  expect(packagesOf(loaded)).toEqual(["commander"]);
  expect(ownOf(loaded).length).toBeLessThanOrEqual(12);
});

it.each(commandFiles)("loads nothing heavy for --help: %s", (name) => {
  const loaded = new Set([...loadedBy(join(source, "main.ts")), ...loadedBy(join(source, name))]);
  expect(packagesOf(loaded)).toEqual(["commander"]);
  expect(ownOf(loaded).length).toBeLessThanOrEqual(40);
});

it("shows every command its own options, whichever way help is asked for", async () => {
  const list = (await runCommand("--help")).out;
  for (const { name, about } of commands) {
    expect(list).toMatch(new RegExp(`^  ${name} +${about.slice(0, 20)}`, "mu"));
    const { out } = await runCommand(name, "--help");
    expect(out).toContain(`Usage: evenhand ${name} `);
    expect(out).toMatch(/^(?:Options|Commands):\n {2}\S+/mu);
    expect((await runCommand("help", name)).out).toBe(out);
  }
});

it("says where commas are allowed between word lists; an audit and its plan begin with the same one", async () => {
  for (const command of [["generate"], ["certify"], ["audit"], ["audit", "plan"]]) {
    const { out } = await runCommand(...command, "--help");
    const words = out.slice(out.indexOf("--words")).replace(/\s+/gu, " ").split(" --")[0] ?? "";
    expect(words).toMatch(/^--words <names> word lists.* with commas between.*\(default: "?gender"?\)/u);
  }
});
