import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mergeRuns } from "../../../src/pipelines/audit/merge-runs.ts";
import { runAudit } from "../../../src/pipelines/audit/run-audit.ts";
import { newFolder } from "./new-folder.ts";
import { contentsOf, runThrough, smallAudit, smallConfig, smallRun } from "./small-audit.ts";

async function part(index: number, count: number, open = smallAudit()): Promise<string> {
  const folder = newFolder();
  const events = await runThrough(smallRun(folder, { open, shard: { index, count } }));
  expect(events.at(-1)?.kind).toBe("shard finished");
  return folder;
}

describe("the parts of an audit", () => {
  it("merge to the bytes of the whole run, in any order and after a kill", async () => {
    const whole = newFolder();
    await runThrough(smallRun(whole));
    const parts = [await part(1, 5), await part(2, 5), await part(3, 5), await part(4, 5), await part(5, 5)];
    for (const order of [
      [0, 1, 2, 3, 4],
      [3, 0, 4, 2, 1],
    ]) {
      const out = newFolder();
      const record = await mergeRuns(
        order.map((i) => parts[i] ?? ""),
        out,
      );
      rmSync(join(out, "units.jsonl")); // what a kill can lose
      await mergeRuns(
        order.map((i) => parts[i] ?? ""),
        out,
      );
      await runThrough(smallRun(out, { record }));
      expect(contentsOf(out)).toEqual(contentsOf(whole));
    }
  });

  it("are refused where one is missing, twice there, not finished, or of another run", async () => {
    const [first, second] = [await part(1, 2), await part(2, 2)];
    const out = newFolder();
    await expect(mergeRuns([first], out)).rejects.toThrow("expected all 2 parts but found no part 2");
    await expect(mergeRuns([first, second, second], out)).rejects.toThrow("found part 2 of 2 in");
    const third = await part(1, 3);
    await expect(mergeRuns([first, third], out)).rejects.toThrow("found another number of parts");
    const other = await part(2, 2, smallAudit({ ...smallConfig, seed: 9 }));
    await expect(mergeRuns([first, other], out)).rejects.toThrow("found another seed");
    const unfinished = newFolder();
    for await (const { kind } of runAudit(smallRun(unfinished, { shard: { index: 2, count: 2 } }))) {
      if (kind === "unit") break;
    }
    await expect(mergeRuns([first, unfinished], out)).rejects.toThrow(
      /found \d of 6 units. Finish it with: evenhand audit resume/u,
    );
    const whole = newFolder();
    for await (const { kind } of runAudit(smallRun(whole))) if (kind === "unit") break;
    await expect(mergeRuns([whole], out)).rejects.toThrow("found a whole run");
    await expect(mergeRuns([newFolder()], out)).rejects.toThrow("expected a run's folder");
  });
});
