import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { run } from "../../src/cli/run.ts";
import { fakeTerminal } from "./fake-terminal.ts";

/** Each file of tests begins with an empty cache of its own. */
const cache = mkdtempSync(join(tmpdir(), "evenhand-test-cache-"));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** Runs a command line in this process, off the network and with an empty cache. */
export async function runCommand(
  ...argv: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly log: string }> {
  const environment = { EVENHAND_CACHE: cache, HF_ENDPOINT: "http://127.0.0.1:9" };
  const { terminal, seen } = fakeTerminal({ environment });
  const code = await run(oneThread(argv), terminal);
  return { code, out: seen.out, log: seen.log };
}

/** Tests run side by side: one thread each leaves room for the others. */
function oneThread(argv: readonly string[]): readonly string[] {
  const runsModel = ["generate", "next", "certify", "demo"].includes(argv[0] ?? "") && !argv.includes("--help");
  return runsModel && !argv.includes("--threads") ? [...argv, "--threads", "1"] : argv;
}
