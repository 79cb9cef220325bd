import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { version } from "../src/cli/version.ts";

it("has a heading for this version", () => {
  const changelog = readFileSync(join(import.meta.dirname, "../CHANGELOG.md"), "utf8");
  expect(changelog.split("\n")).toContain(`## ${version}`);
});
