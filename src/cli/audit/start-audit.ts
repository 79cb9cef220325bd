import { availableParallelism } from "node:os";
import type { AuditRequest } from "../../pipelines/audit/audit-request.ts";
import { openAudit } from "../../pipelines/audit/open-audit.ts";
import { namesOf } from "../../pipelines/audit/request-record.ts";
import { runName } from "../../pipelines/audit/run-name.ts";
import { formatList } from "../../pipelines/audit/write-reports.ts";
import { checkPrompts } from "../../pipelines/prompt-orbits.ts";
import { runRecord } from "../../store/run-record.ts";
import { UserError } from "../../text/user-error.ts";
import { onlySettings } from "../../pipelines/text-settings.ts";
import { networkOf } from "../network.ts";
import type { Session } from "../session.ts";
import type { AuditOptions } from "./audit-options.ts";
import { limitsOf } from "./gate-options.ts";
import { performAudit } from "./perform-audit.ts";

/** Reports that are written where none are named. */
const usualFormats = "html,md";

/** `audit`: begins a run, or goes on with the same one. */
export async function startAudit(options: AuditOptions, session: Session): Promise<void> {
  if (options.allowBatchDependent === true) {
    throw new UserError(
      "audit: expected a model whose results do not depend on the batch but found --allow-batch-dependent. Leave it out: such a run could not be resumed.",
    );
  }
  const formats = formatList(options.format ?? usualFormats);
  for (const contexts of options.contexts.split(",")) checkPrompts([], contexts.trim());
  const request = requestOf(options);
  const engine = { threads: availableParallelism(), ...options };
  const open = await openAudit(request, engine, networkOf(session.terminal, options));
  try {
    const limits = limitsOf(options);
    const names = { ...namesOf(request), formats: formats.join(","), limits: JSON.stringify(limits) };
    const record = runRecord(open.config, names, options.shard ?? null);
    const folder = options.out ?? `reports/${runName(record)}`;
    await performAudit({ folder, record, open, engine, formats, limits }, options, session);
  } finally {
    await open.close();
  }
}

function requestOf(options: AuditOptions): AuditRequest {
  const { model, classifier, secondClassifier, words, contexts, decoders, samples } = options;
  const { view, measures, margin, level, declare, bootstrapDraws } = options;
  const baseline = options.baseline ?? (decoders.includes("base") ? "base" : null);
  return {
    model,
    classifier,
    ...(secondClassifier === undefined ? {} : { secondClassifier }),
    words,
    contexts,
    decoders,
    samples,
    settings: onlySettings(options),
    analysis: {
      view,
      measures: [...measures],
      margin,
      level,
      declared: declare.map(([of, from]) => [of, from]),
      baseline,
      bootstrapDraws,
    },
  };
}
