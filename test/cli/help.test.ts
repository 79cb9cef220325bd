import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

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

it("loads nothing heavy for --help", () => {
  const loaded = loadedBy(join(import.meta.dirname, "../../src/cli/main.ts"));
  const packages = [...loaded].filter((path) => !path.startsWith("/") && !path.startsWith("node:"));
  expect(packages).toEqual(["commander"]);
  expect(loaded.size).toBeLessThan(45);
});
