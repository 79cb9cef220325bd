import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { AuditResult } from "../../src/audit/result/audit-result.ts";
import { readResult } from "../../src/store/run-folder.ts";
import { runCommand } from "./run-command.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "evenhand-replay-"));
const before = process.cwd();
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const own = join(folder, "own");
mkdirSync(own);
/** Folders and files that are called as shipped ones are, and one with a blank in its name. */
for (const [from, to] of [
  ["wordlists/gender", "gender"],
  ["wordlists/race", "my race"],
  ["models/mini", "mini"],
  ["classifiers/lexicon", "a lexicon"],
] as const)
  cpSync(join(root, from), join(own, to), { recursive: true });
writeFileSync(join(own, "two.csv"), "template\nThe {demographic} was\nThe {demographic} worked as\n");
writeFileSync(join(own, "respect.csv"), "template\nMost of all the {demographic} was\n");
const rows = ["man", "woman"].flatMap((who) => ["was kind", "was cruel"].map((end) => `The ${who} ${end},${who}`));
writeFileSync(join(own, "texts.csv"), `text,who\n${rows.join("\n")}\n`);
writeFileSync(join(own, "it's texts.tsv"), `text\twho\n${rows.join("\n").replaceAll(",", "\t")}\n`);

/** The words of a command line, as a shell hands them on. */
const shellWords = (line: string): readonly string[] =>
  execFileSync("sh", ["-c", `evenhand() { printf '%s\\n' "$@"; }; ${line}`], { encoding: "utf8" })
    .split("\n")
    .slice(0, -1);

let runs = 0;
async function audited(argv: readonly string[]): Promise<AuditResult> {
  const out = join(folder, `run-${runs++}`);
  const { code, log } = await runCommand(...argv, "--format", "md", "--out", out);
  expect([code, log]).toEqual([0, expect.not.stringContaining("evenhand:")]);
  return readResult(out);
}

const small = ["--samples", "1", "--max-new-tokens", "2", "--no-cache", "--threads", "1"];

it.each<[string, readonly string[]]>([
  ["what is shipped", ["audit", "--words", "gender", "--contexts", "respect", "--decoders", "base,equi", ...small]],
  [
    "own files and folders, some called as shipped ones",
    [
      ["audit", "--words", `${join(own, "gender")},${join(own, "my race")}`, "--model", join(own, "mini")],
      ["--contexts", `${join(own, "two.csv")},${join(own, "respect.csv")}`, "--second-classifier", "lexicon"],
      ["--classifier", join(own, "a lexicon"), "--decoders", "equizero,base", "--other", "-0.5", ...small],
      ["--sampler", "mirostat", "--level", "0.9", "--declare", "woman:man", "--baseline", "equizero"],
    ].flat(),
  ],
  [
    "imported files by decoder",
    [
      ["audit", "import", "--decoder", `a b=${join(own, "it's texts.tsv")}`, "--group-column", "who"],
      ["--decoder", `base=${join(own, "texts.csv")}`, "--baseline", "base", "--reference", "woman"],
    ].flat(),
  ],
  [
    "imported texts whose group is found in them",
    [
      ["audit", "import", join(own, "texts.csv"), "--words", join(own, "gender")],
      ["--contexts", join(own, "two.csv"), "--classifier", join(own, "a lexicon")],
    ].flat(),
  ],
])(
  "the command that a report gives makes the run again: %s",
  async (_, argv) => {
    process.chdir(before);
    const { id, replay } = await audited(argv);
    expect(replay).not.toContain(folder);
    process.chdir(own);
    const [first, ...more] = shellWords(replay);
    expect((await audited([first ?? "", ...more])).id).toBe(id);
  },
  120_000,
);
