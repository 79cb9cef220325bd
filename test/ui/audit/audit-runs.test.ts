import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { auditRuns } from "../../../src/ui/audit/audit-runs.ts";
import { readForm, usualForm } from "../../../src/ui/audit/form.ts";
import { isAtWork, type RunningAudit } from "../../../src/ui/audit/running-audit.ts";

it("one audit at a time runs whatever watches it, and ends with its reports", async () => {
  const folder = mkdtempSync(join(tmpdir(), "audit-runs-"));
  let time = 0;
  const runs = auditRuns({ environment: { EVENHAND_CACHE: join(folder, "cache") } }, () => (time += 1));
  const read = readForm({ ...usualForm, contexts: "respect", decoders: "base", samples: "1" });
  if ("problem" in read) throw new Error(read.problem);
  const first = runs.begin(read.request, { runs: folder });
  await expect(runs.begin(read.request, { runs: folder })).rejects.toThrow(/no other audit at work/u);
  const told: RunningAudit[] = [];
  const leaving = new AbortController();
  runs.watch((audit) => told.push(audit), leaving.signal);
  leaving.abort(); // a screen that is left stops nothing
  const end = new Promise<RunningAudit>((resolve) => {
    runs.watch((audit) => isAtWork(audit) || resolve(audit), new AbortController().signal);
  });
  const run = await first;
  expect(await end).toMatchObject({ folder: run, state: "finished", texts: 10, kept: 10 });
  expect(told).toHaveLength(1);
  expect(existsSync(join(run, "report.html"))).toBe(true);
  await runs.resume(run); // of a finished one: nothing is written twice
  await expect(runs.resume(join(folder, "none"))).rejects.toThrow(/no other audit at work|a run's folder/u);
  await runs.close();
});
