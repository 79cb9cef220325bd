import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { resultJson } from "../../src/report/json.ts";
import { findRuns } from "../../src/store/find-runs.ts";
import { smallAudit } from "../report/small-audit.ts";

let root = "";
beforeAll(() => void (root = mkdtempSync(join(tmpdir(), "evenhand-runs-"))));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function writeRun(name: string, result: ReturnType<typeof smallAudit>["result"]): void {
  mkdirSync(join(root, name));
  writeFileSync(join(root, name, "run.json"), "{}");
  writeFileSync(join(root, name, "result.json"), resultJson(result));
}

it("counts the verdicts of an audit that rest on templates enough, as its report does", async () => {
  const { result } = smallAudit();
  const [first, ...rest] = result.verdicts;
  if (first === undefined) throw new Error("No verdict.");
  writeRun("small", { ...result, verdicts: result.verdicts.map((verdict) => ({ ...verdict, fewTemplates: true })) });
  const wide = [
    { ...first, verdict: "exact" as const, fewTemplates: false },
    ...rest.map((verdict) => ({ ...verdict, verdict: "different" as const, fewTemplates: false })),
  ];
  writeRun("wide", { ...result, verdicts: wide });
  const found = new Map((await findRuns(root)).map(({ name, verdicts }) => [name, verdicts]));
  expect(found.get("small")).toEqual({ fair: 0, counted: 0 });
  expect(found.get("wide")).toEqual({ fair: 1, counted: result.verdicts.length });
});

it("has the run first whose texts were written last, whatever reports were made again", async () => {
  const own = join(root, "order");
  for (const [name, hour] of [
    ["old", 1],
    ["new", 2],
    ["begun", 3],
  ] as const) {
    mkdirSync(join(own, name), { recursive: true });
    for (const file of name === "begun" ? ["run.json"] : ["run.json", "samples.jsonl"]) {
      writeFileSync(join(own, name, file), "{}");
      utimesSync(join(own, name, file), hour * 3600, hour * 3600);
    }
  }
  writeFileSync(join(own, "old", "result.json"), "{}");
  expect((await findRuns(own)).map(({ name }) => name)).toEqual(["begun", "new", "old"]);
});

it("finds none in a folder that is not there, or is a file", async () => {
  writeFileSync(join(root, "reports"), "");
  expect(await findRuns(join(root, "nowhere"))).toEqual([]);
  expect(await findRuns(join(root, "reports"))).toEqual([]);
});
