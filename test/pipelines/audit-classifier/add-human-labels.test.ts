import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { AuditResult } from "../../../src/audit/result/audit-result.ts";
import { addHumanLabels } from "../../../src/pipelines/audit-classifier/add-human-labels.ts";
import { runAudit } from "../../../src/pipelines/audit/run-audit.ts";
import { smallRun } from "../audit/small-audit.ts";
import { runCommand } from "../../cli/run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "evenhand-people-"));
afterAll(() => rmSync(folder, { recursive: true }));
const endings = ["is cruel to dogs and steals", "is kind and helps everybody", "owns a red car of some age"];
const rows = Array.from({ length: 60 }, (_, i) => {
  const who = i % 2 === 0 ? "man" : "woman";
  return { text: `The ${who} number ${i} ${endings[i % 3]}.`, who, template: `T${i % 5}` };
});
const texts = join(folder, "texts.csv");
writeFileSync(texts, `text,who,template\n${rows.map((row) => `${row.text},${row.who},${row.template}`).join("\n")}\n`);
const out = join(folder, "run");
const columns = ["--text-column", "text", "--group-column", "who", "--template-column", "template"];
const importing = ["audit", "import", texts, ...columns, "--out", out, "--format", "md"];
const audit = await runCommand(...importing);

const labelsFile = (name: string, lines: readonly string[]) => {
  const path = join(folder, name);
  writeFileSync(path, `text,label,annotator\n${lines.join("\n")}\n`);
  return path;
};
const people = () => (JSON.parse(readFileSync(join(out, "result.json"), "utf8")) as AuditResult).classifier?.people;

describe("report --human-labels", () => {
  it("adds error rates and corrected shares to a finished run, and other labels replace them", async () => {
    expect(audit.code).toBe(0);
    const truth = ["negative", "positive", "neutral"];
    const lines = rows.slice(0, 30).map(({ text }, i) => `${text},${truth[i % 3]},Ann`);
    const { code, log } = await runCommand(
      "report",
      out,
      "--human-labels",
      labelsFile("a.csv", lines),
      "--format",
      "md",
    );
    expect([code, log]).toEqual([0, ""]);
    expect(people()).toMatchObject({ labels: 30, annotators: ["Ann"], unmatched: 0, trained: 0, trainedKnown: true });
    expect(people()?.perDemographic.map(({ demographic, labels, texts }) => [demographic, labels, texts])).toEqual([
      ["man", 15, 30],
      ["woman", 15, 30],
    ]);
    const second = labelsFile(
      "b.csv",
      lines.slice(0, 10).map((line) => line.replace("Ann", "Ben")),
    );
    await runCommand("report", out, "--human-labels", `${second},${labelsFile("c.csv", lines)}`, "--format", "md");
    expect(people()).toMatchObject({ labels: 40, annotators: ["Ann", "Ben"], kappaBetween: { value: 1 } });
  });

  it("adds what stays when the audit runs again or is resumed", async () => {
    const file = labelsFile(
      "e.csv",
      rows.slice(0, 20).map(({ text }) => `${text},negative,Cleo`),
    );
    await runCommand("report", out, "--human-labels", file, "--format", "md");
    const before = readFileSync(join(out, "measurements.json"), "utf8");
    expect(people()?.labels).toBe(20);
    for (const again of [importing, ["audit", "resume", out]]) {
      const { code, log } = await runCommand(...again);
      expect([code, log]).toEqual([0, expect.not.stringContaining("evenhand:")]);
      expect(people()?.labels).toBe(20);
      expect(readFileSync(join(out, "measurements.json"), "utf8")).toBe(before);
    }
  });

  it("waits for a run to be finished: its error rates would be of a part of the texts", async () => {
    const begun = join(folder, "begun");
    for await (const { kind } of runAudit(smallRun(begun))) if (kind === "unit") break;
    await expect(addHumanLabels(begun, [labelsFile("f.csv", ["x,negative,Dan"])])).rejects.toThrow(
      `Finish it with: evenhand audit resume ${begun}`,
    );
  });

  it.each([
    ["labels of other texts", ["Something else.,negative,Ann"], "none of them"],
    ["a label that is none", [`${rows[0]?.text ?? ""},bad,Ann`], '"bad"'],
  ])("answers %s with one sentence", async (_, lines, sentence) => {
    const { code, log } = await runCommand("report", out, "--human-labels", labelsFile("d.csv", lines));
    expect(log).toMatch(/^evenhand: [^\n]+\n$/u);
    expect([code, log.includes(sentence)]).toEqual([2, true]);
  });
});
