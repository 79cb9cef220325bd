import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "./run-command.ts";

const root = mkdtempSync(join(tmpdir(), "training-lock-"));
afterAll(() => rmSync(root, { recursive: true }));

const scan = ["--split", "add_jump", "--cell", "rnn"];

test.each<[string, readonly string[]]>([
  ["scan train", ["scan", "train", ...scan]],
  ["scan finetune", ["scan", "finetune", "--split", "add_jump", "--method", "equitune"]],
  ["scan table", ["scan", "table", "--no-train", "--cells", "rnn"]],
  ["clip train", ["clip", "train", "--data", join(root, "images")]],
  ["clip table", ["clip", "table", "--data", join(root, "images")]],
])("%s leaves a folder alone that another process writes to", async (name, command) => {
  const out = mkdtempSync(join(root, name.replace(" ", "-")));
  writeFileSync(join(out, "lock"), `${process.ppid} elsewhere`);
  const { code, log } = await runCommand(...command, "--out", out);
  expect(code).toBe(2);
  expect(log).toContain(`${out}: expected a run that no other process writes but found process ${process.ppid}`);
});
