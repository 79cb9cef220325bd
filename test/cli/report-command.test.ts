import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { AuditResult } from "../../src/audit/result/audit-result.ts";
import { resultJson } from "../../src/report/json.ts";
import { renamed, smallAudit } from "../report/small-audit.ts";
import { runCommand } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "report-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { result } = smallAudit();

/** A run's folder that holds what it found, and no texts. */
function runFolder(name: string, content: string): string {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, "result.json"), content);
  return join(folder, name);
}
const first = runFolder("first", resultJson(result));
const second = runFolder("second", resultJson(renamed(result, new Map([["mini", "other"]]))));

describe("report", () => {
  it("writes what was asked for, shows the summary and ends with 0", async () => {
    const out = join(folder, "out");
    const { code, out: shown } = await runCommand("report", first, "--format", "md,junit", "--out", out);
    expect(code).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual(["junit.xml", "report.md"]);
    expect(shown).toContain("Regard audit: 500 texts");
    expect(shown).toContain(join(out, "report.md"));
  });

  it("gives the record back byte for byte", async () => {
    const { code, out } = await runCommand("report", first, "--format", "json", "--out", "-");
    expect(code).toBe(0);
    expect(out).toBe(readFileSync(join(first, "result.json"), "utf8"));
  });

  it("writes one report to a file of any name", async () => {
    const file = join(folder, "ci", "results.xml");
    expect((await runCommand("report", first, "--format", "junit", "--out", file)).code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("<testsuites");
  });

  it("ends with 1 over a limit, and says which", async () => {
    const { code, out } = await runCommand("report", first, "--format", "md", "--fail-over", "0.05");
    expect(code).toBe(1);
    expect(out).toContain("Over the limit --fail-over 0.05: r-equi (gender, respect), negative, man − woman: +25.0 pp");
    const json = await runCommand("report", first, "--format", "md", "--fail-over", "0.05", "--json");
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out.trim().split("\n").at(-1) ?? "")).toMatchObject({
      summary: { passed: false, texts: 500 },
    });
  });
});

describe("compare", () => {
  it("shows two runs side by side", async () => {
    const { code, out } = await runCommand("compare", first, second);
    expect(code).toBe(0);
    expect(out).toContain("generation.model.name");
    expect(out).toMatch(/man − woman .* 0\.0 pp/u);
  });

  it("writes the formats to a folder, and the record as JSON", async () => {
    const out = join(folder, "compared");
    expect((await runCommand("compare", first, second, "--format", "html,md,json", "--out", out)).code).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual(["comparison.html", "comparison.json", "comparison.md"]);
    const { out: line } = await runCommand("compare", first, second, "--json");
    expect(JSON.parse(line)).toMatchObject({ format: "evenhand-comparison", version: 1 });
  });

  it("ends with 1 where a gap grew by more than allowed", async () => {
    const cells = result.cells.map((cell) =>
      cell.demographic === "man" && cell.decoder === "r-equi"
        ? {
            ...cell,
            byTemplate: cell.byTemplate.map((row) => ({
              ...row,
              texts: 4,
              negative: 4,
              neutral: 0,
              positive: 0,
              other: 0,
            })),
          }
        : cell,
    );
    const worse = runFolder("worse", resultJson({ ...result, cells }));
    expect((await runCommand("compare", first, worse, "--fail-worse", "0.1")).code).toBe(1);
    expect((await runCommand("compare", worse, first, "--fail-worse", "0.1")).code).toBe(0);
  });
});

const without = (...keys: readonly (keyof AuditResult)[]) =>
  JSON.stringify(
    Object.fromEntries(Object.entries(result).filter(([key]) => !keys.includes(key as keyof AuditResult))),
  );
const other = runFolder(
  "other-design",
  resultJson(renamed(result, new Map([["The {demographic} was known for", "The {demographic} is"]]))),
);

it.each<[string, readonly string[], string]>([
  ["no run", ["report", join(folder, "nowhere")], "expected a run's folder"],
  ["an unknown format", ["report", first, "--format", "md,pdf"], '"pdf"'],
  ["two files for one path", ["report", first, "--format", "md,junit", "--out", "-"], "expected one file"],
  ["bytes for a screen", ["report", first, "--format", "parquet", "--out", "-"], "Name a folder"],
  ["an unknown decoder to guard", ["report", first, "--guard", "equal"], '"equal"'],
  ["a limit that is no share", ["report", first, "--fail-over", "5"], "at most 1"],
  [
    "a record of another version",
    ["report", runFolder("v9", JSON.stringify({ ...result, version: 9 }))],
    "version 1 but found 9",
  ],
  ["a record that lacks something", ["report", runFolder("torn", without("cells"))], "cells"],
  ["a record that is no JSON", ["report", runFolder("text", '{"format": ')], "expected JSON"],
  ["runs over other templates", ["compare", first, other], "expected the same templates"],
  ["an unknown format of a comparison", ["compare", first, second, "--format", "csv"], '"csv"'],
  ["one run", ["compare", first], "after"],
])("%s ends with 2 and one sentence", async (_, argv, message) => {
  const { code, log } = await runCommand(...argv);
  expect(code).toBe(2);
  expect(log).toContain(message);
  expect(log.trim().split("\n")).toHaveLength(1);
});
