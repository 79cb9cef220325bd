import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AuditRequest, openAudit, requestNames, runAudit, runRecord, textDefaults } from "../src/index.ts"; // in your project: "evenhand"

/** An audit of two decoders, far too small for a verdict: `npx tsx examples/audit.ts [FOLDER]`. Run on the same folder again it goes on where it stopped. */
const request: AuditRequest = {
  model: "mini",
  classifier: "mini",
  words: "gender",
  contexts: "respect",
  decoders: ["base", "equi"],
  samples: 2,
  settings: { ...textDefaults, maxNewTokens: 8 },
  analysis: {
    view: "unmasked",
    measures: ["negative"],
    margin: 0.05,
    level: 0.95,
    declared: [["woman", "man"]],
    baseline: "base",
    bootstrapDraws: 200,
  },
};
const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), "audit-"));
const engine = { batchSize: 64 };
const open = await openAudit(request, engine);
const record = runRecord(open.config, requestNames(request));
const report = { limits: {}, inconclusive: "skip" } as const;
for await (const event of runAudit({ folder, record, open, engine, formats: ["md"], report })) {
  if (event.kind === "unit") console.log(`${event.textsDone} texts are in the journal`);
  if (event.kind !== "finished") continue;
  for (const { decoder, verdict } of event.result.verdicts) console.log(`${decoder}: ${verdict}`);
  console.log(`Read ${join(folder, "report.md")}`);
}
await open.close();
