import { join } from "node:path";
import { z } from "zod";
import { importConfig } from "../../pipelines/audit-import/import-config.ts";
import type { ImportSettings } from "../../pipelines/audit-import/import-settings.ts";
import { formatList } from "../../pipelines/audit/write-reports.ts";
import type { Limits } from "../../report/gate.ts";
import { regardLabels } from "../../regard/regard.ts";
import { tableFormats } from "../../store/table/found-row.ts";
import { firstDifference, type RunRecord } from "../../store/run-record.ts";
import { UserError } from "../../text/user-error.ts";
import type { ContinueOptions } from "./continue-options.ts";
import { networkOf } from "../network.ts";
import type { Session } from "../session.ts";
import { limitsOf } from "./gate-options.ts";
import { performImport } from "./perform-import.ts";
import { withClassifiers } from "./with-classifiers.ts";

/** `audit resume` of an import: reads the files again where they lay, expects them unchanged, and does what is left. */
export async function resumeImport(
  folder: string,
  record: RunRecord,
  options: ContinueOptions,
  session: Session,
): Promise<void> {
  const settings = settingsOf(folder, record);
  const { formats = "md", limits = "{}", texts, classifier, secondClassifier } = record.request;
  const { config } = record;
  const asked = formatList(options.format ?? formats);
  const held = {
    ...parsed(folder, "limits", limits, z.record(z.string(), z.unknown())),
    ...limitsOf(options),
  } as Limits;
  await withClassifiers([classifier, secondClassifier], networkOf(session.terminal, options), async (open, found) => {
    const [first = null, second = null] = found;
    const isLabelled = config.source?.labelled === true;
    const now = await importConfig(settings, {
      seed: config.seed,
      classifier: isLabelled ? null : first,
      secondClassifier: isLabelled ? first : second,
      analysis: config.analysis,
    });
    expectUnchanged(folder, record, { ...record, config: now });
    await performImport(
      { folder, record, settings, ...open, formats: asked, texts: texts !== "false", limits: held },
      options,
      session,
    );
  });
}

function expectUnchanged(folder: string, began: RunRecord, now: RunRecord): void {
  const different = firstDifference(began, now);
  if (different === undefined) return;
  throw new UserError(
    `${folder}: expected the files and programs the import began with but found another ${different}. Restore them, or import into another folder.`,
  );
}

/** How the files were read, from the record. */
function settingsOf(folder: string, { config: { source }, request }: RunRecord): ImportSettings {
  if (source === null) throw new RangeError("Expected an imported run.");
  const paths = parsed(folder, "files", request["files"] ?? "[]", z.array(z.string()));
  const { columns, table, labels } = source;
  return {
    files: source.files.map(({ decoder, name }, i) => ({ path: paths[i] ?? name, decoder })),
    columns: { text: "text", ...columns },
    table: { ...table, format: tableFormats.find((name) => name === table.format) },
    labels: new Map(
      Object.entries(labels).flatMap(([word, text]) => {
        const label = regardLabels.find((name) => name === text);
        return label === undefined ? [] : [[word, label]];
      }),
    ),
    ...(request["words"] === undefined ? {} : { words: request["words"] }),
    contexts: parsed(folder, "contexts", request["contexts"] ?? "[]", z.array(z.string())),
  };
}

function parsed<X>(folder: string, name: string, text: string, schema: z.ZodType<X>): X {
  try {
    const found = schema.safeParse(JSON.parse(text));
    if (found.success) return found.data;
  } catch {
    // told below
  }
  throw new UserError(
    `${join(folder, "run.json")}, request.${name}: expected what the import wrote but found other text. Restore the file.`,
  );
}
