import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { auditRuns } from "../../../src/ui/audit/audit-runs.ts";
import { readForm, usualForm } from "../../../src/ui/audit/form.ts";
import { fakeHub } from "../../models/fake-hub.ts";
import { miniFiles } from "../../models/mini-files.ts";
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

it("stops while its model is downloaded, which leaves the place free; closing does not wait for a download either", async () => {
  const folder = mkdtempSync(join(tmpdir(), "audit-runs-"));
  const hub = await fakeHub({ "someone/mini": miniFiles }, (file) => (file === "tokenizer.json" ? "stall" : undefined));
  let time = 0;
  const environment = { EVENHAND_CACHE: join(folder, "cache"), HF_ENDPOINT: hub.endpoint };
  const runs = auditRuns({ environment }, () => (time += 200));
  const read = readForm({ ...usualForm, model: "someone/mini", contexts: "respect", decoders: "base", samples: "1" });
  if ("problem" in read) throw new Error(read.problem);
  for (const end of [() => runs.stop(), () => runs.close()]) {
    const begun = runs.begin(read.request, { runs: folder });
    const isLoading = new Promise<void>((resolve) => {
      runs.watch(({ download }) => {
        if (download?.kind === "file" && download.file === "tokenizer.json") resolve();
      }, new AbortController().signal);
    });
    const ended = isLoading.then(end);
    await expect(begun).rejects.toThrow("stopped before a text was written");
    await ended;
    expect(runs.current()).toMatchObject({ state: "stopped" });
  }
  await hub.close();
});
