import { planAudits, type PlannedAudit } from "../../pipelines/plan-audit.ts";
import { UserError } from "../../text/user-error.ts";
import { table, wrap } from "../../text/layout.ts";
import { palette } from "../../report/paint.ts";
import { progressOn } from "../progress-line.ts";
import type { Terminal } from "../terminal.ts";
import type { PlanOptions } from "./plan-options.ts";

/** Prints a row for each design: a table, or a JSON object a line. */
export async function showPlan(options: PlanOptions, terminal: Terminal): Promise<void> {
  if (Math.max(options.share, 1 - options.share) < options.difference) {
    throw new UserError(
      `--difference: expected at most ${Math.max(options.share, 1 - options.share)}, which is the largest beside --share ${options.share}, but found ${options.difference}. Lower it.`,
    );
  }
  const progress = progressOn(terminal, { label: "Simulating", unit: "designs" });
  const rows: PlannedAudit[] = [];
  for (const row of planAudits(options)) {
    if (options.json === true) await terminal.write(`${JSON.stringify(row)}\n`);
    rows.push(row);
    progress.update(rows.length);
  }
  progress.end();
  if (options.json !== true) await terminal.write(`${shown(rows, options, terminal)}\n`);
}

function shown(rows: readonly PlannedAudit[], options: PlanOptions, { columns, plain }: Terminal): string {
  const { difference, power, icc, share, level } = options;
  const paint = palette(plain);
  const [heading = "", ...body] = table(
    [
      "words",
      ...(options.templates === undefined ? ["context"] : []),
      "groups",
      "templates",
      "samples",
      "texts",
      `finds ${points(difference)}`,
      `found at ${percent(power)}`,
      "fair range",
    ],
    rows.map((row) => [
      row.words,
      ...(options.templates === undefined ? [row.context] : []),
      `${row.demographics}`,
      `${row.templates}`,
      `${row.samples}`,
      `${row.texts}`,
      percent(row.power),
      row.smallestDetectable === null ? "none" : points(row.smallestDetectable),
      points(row.chance.p95),
    ]),
  );
  const notes = [
    `finds ${points(difference)}: the chance that an audit finds a true difference of this size in negative texts, tested at ${percent(1 - level)} by Holm against the first group.`,
    `found at ${percent(power)}: the smallest true difference that it finds with this chance.`,
    "fair range: largest minus smallest share of a fair model, 95th percentile.",
    `Simulated with ${percent(share)} negative texts and a correlation of ${icc} among the texts of one template and group; texts are those of one decoder.`,
  ];
  return [paint.heading(heading), ...body, "", ...notes.flatMap((note) => wrap(note, columns - 1))].join("\n");
}

const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;
const points = (value: number): string => `${(100 * value).toFixed(1)} pp`;
