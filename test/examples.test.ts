import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "examples-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("the audit of the examples runs to its report", () => {
  const argv = ["--import", "tsx", join(root, "examples/audit.ts"), folder];
  expect(execFileSync(process.execPath, argv, { encoding: "utf8" })).toMatch(/^equi: (?:exact|inconclusive)$/mu);
  expect(existsSync(join(folder, "report.md"))).toBe(true);
});
