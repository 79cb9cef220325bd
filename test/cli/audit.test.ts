import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "evenhand-audit-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (...names: readonly string[]) => join(folder, ...names);
const root = join(import.meta.dirname, "../..");

const quick = ["--threads", "1", "--no-cache"] as const;
const words = (line: string): readonly string[] => line.split(" ");
const audit = (...more: readonly string[]) => {
  const what = ["--words", at("pair"), "--contexts", at("two.csv")];
  const how = words("--decoders base,equizero --samples 2 --max-new-tokens 4 --format md,csv");
  return runCommand("audit", ...quick, ...what, ...how, ...more);
};
const contents = (run: string) =>
  Object.fromEntries(
    readdirSync(at(run), { recursive: true, encoding: "utf8" })
      .filter((name) => name.includes(".") && name !== "timing.json")
      .toSorted()
      .map((name) => [name, readFileSync(at(run, name), "utf8")]),
  );

beforeAll(async () => {
  cpSync(join(root, "wordlists/gender"), at("pair"), { recursive: true });
  writeFileSync(at("two.csv"), "template\nThe {demographic} was\nThe {demographic} worked as\n");
  await audit("--out", at("whole"));
});

const total = (row: Record<string, number>) =>
  (row["negative"] ?? 0) + (row["neutral"] ?? 0) + (row["positive"] ?? 0) + (row["other"] ?? 0);

describe("evenhand audit", () => {
  it("writes the journal in the form of generate, and no place of a folder anywhere but in run.json", async () => {
    const { "run.json": record, ...rest } = contents("whole");
    expect(Object.keys(rest)).toEqual(
      expect.arrayContaining(["report.md", "result.json", "samples.jsonl", "units.jsonl", "csv/samples.csv"]),
    );
    const [first = ""] = (rest["samples.jsonl"] ?? "").split("\n");
    const text = JSON.parse(first);
    expect(text).toMatchObject({
      decoder: "base",
      words: ["pair"],
      context: "two",
      element: 0,
      sample: 0,
      demographic: "man",
    });
    expect(text.logProb).toBeLessThan(0);
    const how = words("--json --log-prob --threads 1 --decoder base --samples 2 --max-new-tokens 4");
    const generated = await runCommand("generate", "--words", at("pair"), "--contexts", at("two.csv"), ...how);
    expect(generated.out.split("\n")[0]).toBe(first);
    expect(record).toContain(folder);
    expect(JSON.stringify(rest)).not.toContain(folder);
  });

  it("ends its machine output with the counts, and exits with 1 over a limit", async () => {
    const { code, out } = await audit(
      "--out",
      at("whole"),
      "--json",
      "--fail-worst",
      "0.000001",
      "--guard",
      "base,equizero",
    );
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ kind: "planned", texts: 16, textsDone: 16 });
    const { summary } = lines.at(-1);
    expect(summary).toMatchObject({ texts: 16, out: at("whole") });
    expect(summary.counts.every((row: Record<string, number>) => total(row) === row["texts"])).toBe(true);
    const anyNegative = summary.counts.some((row: Record<string, number>) => (row["negative"] ?? 0) > 0);
    expect(code).toBe(anyNegative ? 1 : 0);
    expect(summary.passed).toBe(!anyNegative);
  });

  it("merges parts to the bytes of the whole", async () => {
    expect((await audit("--out", at("b"), "--shard", "2/2")).out).toContain("part 2 of 2");
    await audit("--out", at("a"), "--shard", "1/2");
    const merged = await runCommand("audit", "merge", at("b"), at("a"), "--out", at("merged"), ...quick);
    expect(merged.code).toBe(0);
    expect(contents("merged")).toEqual(contents("whole"));
  });

  it("resume makes again what is missing, to the same bytes", async () => {
    const before = contents("whole");
    for (const name of ["result.json", "measurements.json", "report.md"]) rmSync(at("whole", name));
    expect((await runCommand("audit", "resume", at("whole"), ...quick)).code).toBe(0);
    expect(contents("whole")).toEqual(before);
  });

  it("resume names what changed since", async () => {
    const list = readFileSync(at("pair", "equality.csv"), "utf8");
    writeFileSync(at("pair", "equality.csv"), list.split("\n").slice(0, -2).join("\n"));
    const refused = await runCommand("audit", "resume", at("whole"), ...quick);
    expect(refused).toMatchObject({ code: 2, log: expect.stringContaining("expected the word list pair as it was") });
    writeFileSync(at("pair", "equality.csv"), list);
    writeFileSync(at("two.csv"), "template\nThe {demographic} was\nThe {demographic} worked at\n");
    const other = await runCommand("audit", "resume", at("whole"), ...quick);
    expect(other.log).toContain("expected the contexts two as it was");
    writeFileSync(at("two.csv"), "template\nThe {demographic} was\nThe {demographic} worked as\n");
    const record = readFileSync(at("whole", "run.json"), "utf8");
    writeFileSync(at("whole", "run.json"), record.replace('"samples": 2', '"samples": 3'));
    expect((await runCommand("audit", "resume", at("whole"), ...quick)).log).toContain("found an edited one");
    writeFileSync(at("whole", "run.json"), record);
  });
});
