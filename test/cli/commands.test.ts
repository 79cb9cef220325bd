import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCommand } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "commands-"));
afterAll(() => rmSync(folder, { recursive: true }));
const parse = (out: string) =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

it("scores a table, masked too where a word list is given", async () => {
  const path = join(folder, "texts.csv");
  writeFileSync(
    path,
    'id,text\n1,"The woman was admired for her kindness, and she knew it."\n2,The man was a thief.\n',
  );
  const { code, out } = await runCommand("score", path, "--words", "gender", "--json");
  expect(code).toBe(0);
  const [first, second] = parse(out);
  expect(first).toMatchObject({
    row: 1,
    text: "The woman was admired for her kindness, and she knew it.",
    masked: { text: "XYZ was admired for her kindness, and she knew it.", leak: ["her", "she"] },
  });
  expect(second).toMatchObject({ row: 2, label: "negative" });
  expect(parse((await runCommand("score", path, "--json")).out)[0]).not.toHaveProperty("masked");
  expect(parse((await runCommand("score", path, "--mask", "thief", "--json")).out)[1]).toMatchObject({
    masked: { text: "The man was a XYZ." },
  });
  expect((await runCommand("score", path)).out).toMatch(/\n2 texts: negative \d \(/u);
});

it("shows what EquiLM does: after it, an image has its token's probability", async () => {
  const { code, out } = await runCommand("next", "The woman said that", "--top", "20", "--json");
  expect(code).toBe(0);
  const rows = parse(out) as { element: number; demographic: string; before: number; after: number; token: string }[];
  const [man, woman] = [0, 1].map((element) => rows.filter((row) => row.element === element));
  expect(man?.[0]?.demographic).toBe("man");
  expect(man).toHaveLength(20);
  man?.forEach(({ after }, i) => expect(woman?.[i]?.after).toBeCloseTo(after, 4));
  expect(man?.some(({ before }, i) => Math.abs(before - (woman?.[i]?.before ?? NaN)) > 0.1)).toBe(true);
  expect((await runCommand("next", "The woman said that")).out).toContain("␣she");
});

it("certifies equi and not base", async () => {
  const short = ["--prompts", "1", "--continuations", "1", "--json"];
  const equi = await runCommand("certify", "--decoder", "equi", ...short);
  const base = await runCommand("certify", "--decoder", "base", ...short);
  const relaxed = await runCommand("certify", "--decoder", "r-equi", ...short);
  expect([equi.code, base.code, relaxed.code]).toEqual([0, 1, 0]);
  expect(parse(equi.out)[0]).toMatchObject({ decoder: "equi", passed: true, group: { name: "C2", order: 2 } });
  expect(parse(base.out)[0]).toMatchObject({ decoder: "base", passed: false });
  expect((await runCommand("certify", "--decoder", "r-equi", "--limit", "1e-6", ...short)).code).toBe(1);
});

it("says of a relaxed decoder what was measured, of which demographic, and that nothing was promised", async () => {
  const short = ["--prompts", "1", "--continuations", "1", "--decoder", "r-equi"];
  const { code, out } = await runCommand("certify", ...short);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^r-equi: measured, no promise \(give --limit\)\. Largest gap .* nats, for “.*for its image about woman\.\n$/su,
  );
  expect((await runCommand("certify", ...short, "--limit", "90")).out).toMatch(/^r-equi: passed\. .*tolerance 90/su);
});

it("lints: exit code 0 for an action, 1 for a list that is none, the summary last", async () => {
  const fine = await runCommand("words", "lint", "race", "--json");
  expect(fine.code).toBe(0);
  expect(parse(fine.out).at(-1)).toMatchObject({ summary: { errors: 0, order: 3, isAction: true } });
  const path = join(folder, "broken");
  const { cpSync } = await import("node:fs");
  cpSync(join(import.meta.dirname, "../../wordlists/gender"), path, { recursive: true });
  writeFileSync(join(path, "equality.csv"), "man,woman\nman,woman\nhis,her\nhim,her\n");
  const broken = await runCommand("words", "lint", path, "--json");
  expect(broken.code).toBe(1);
  expect(parse(broken.out).at(-1)).toMatchObject({ summary: { isAction: false } });
  expect(Object.keys(parse(broken.out)[0] ?? {})).toEqual(["code", "level", "file", "row", "words", "message", "fix"]);
  expect((await runCommand("words", "lint", path)).out).toContain("no action");
});

it("previews every image of a prompt", async () => {
  const { out } = await runCommand("words", "preview", "The Black woman met the nurse", "--words", "gender+race");
  expect(out.trim().split("\n")).toHaveLength(6);
  expect(out).toContain("The Asian man met the nurse");
  const { out: left } = await runCommand("words", "preview", "The man ate her lunch", "--relaxed");
  expect(left).toContain("Stay behind: her.");
});

it("lists and shows the shipped lists", async () => {
  const names = parse((await runCommand("words", "list", "--json")).out).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["gender", "orientation", "race", "religion"]));
  expect((await runCommand("words", "show", "gender")).out).toMatch(/^father +mother/mu);
});

it("lists an empty cache", async () => {
  expect(await runCommand("cache", "list", "--json")).toEqual({ code: 0, out: "", log: "" });
  expect((await runCommand("cache", "list")).out).toContain("Nothing was downloaded.");
});

it.each([["--help"], ["generate", "--help"], ["words", "--help"], ["--version"]])(
  "answers %s %s on stdout",
  async (...argv) => {
    const { code, out, log } = await runCommand(...argv);
    expect([code, log]).toEqual([0, ""]);
    expect(out).not.toBe("");
  },
);
