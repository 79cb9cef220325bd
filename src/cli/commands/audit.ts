import type { Command } from "commander";
import { UserError } from "../../text/user-error.ts";
import { type AuditOptions, withAuditOptions, withRunOptions } from "../audit/audit-options.ts";
import type { ContinueOptions } from "../audit/continue-options.ts";
import { withGateOptions } from "../audit/gate-options.ts";
import { type ImportOptions, withImportOptions } from "../audit/import-options.ts";
import { type PlanOptions, withPlanOptions } from "../audit/plan-options.ts";
import { withEngineOptions } from "../common-options.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";

/** `audit`: generates, scores, tests, reports; and what belongs to it. */
export function registerAudit(audit: Command, session: Session): void {
  audit
    .enablePositionalOptions()
    .argument("[action]", "resume, merge, import or plan; nothing begins an audit")
    .action(async (action: string | undefined, options: AuditOptions) => {
      if (action !== undefined) {
        throw new UserError(
          `audit: expected resume, merge, import, plan or options but found "${action}". Try: evenhand audit --words gender --samples 20.`,
        );
      }
      const { startAudit } = await import("../audit/start-audit.ts");
      await startAudit(options, { ...session, terminal: asAsked(session.terminal, options) });
    });
  withAuditOptions(audit);
  registerResume(audit, session);
  registerMerge(audit, session);
  registerImport(audit, session);
  registerPlan(audit, session);
}

function registerResume(audit: Command, session: Session): void {
  const command = audit.command("resume").description("finish a run that was stopped or killed").argument("<folder>");
  withContinueOptions(command).action(async (folder: string, options: ContinueOptions) => {
    const { resumeAudit } = await import("../audit/resume-audit.ts");
    await resumeAudit(folder, options, { ...session, terminal: asAsked(session.terminal, options) });
  });
}

function registerMerge(audit: Command, session: Session): void {
  const command = audit
    .command("merge")
    .description("put the parts of an audit together, in any order, and finish it")
    .argument("<folders...>", "the parts that --shard wrote")
    .requiredOption("--out <folder>", "where the whole run is kept");
  withContinueOptions(command).action(
    async (folders: readonly string[], options: ContinueOptions & { readonly out: string }) => {
      const { mergeAudits } = await import("../audit/merge-audits.ts");
      await mergeAudits(folders, options, { ...session, terminal: asAsked(session.terminal, options) });
    },
  );
}

/** `audit import`: the same statistics and reports for texts one already has. */
function registerImport(audit: Command, session: Session): void {
  const command = audit
    .command("import")
    .description("audit texts you already have: CSV, TSV, JSONL, or one text a line")
    .argument("[files...]", "files of texts; their rows are one audit");
  withImportOptions(command).action(async (files: readonly string[], options: ImportOptions) => {
    const { importFiles } = await import("../audit/import-files.ts");
    await importFiles(files, options, { ...session, terminal: asAsked(session.terminal, options) });
  });
}

/** `audit plan`: what a design can find, before a text is written. */
function registerPlan(audit: Command, session: Session): void {
  const command = audit
    .command("plan")
    .description("simulate what an audit of this size can find, before a text is written");
  withPlanOptions(command).action(async (options: PlanOptions) => {
    const { showPlan } = await import("../audit/show-plan.ts");
    await showPlan(options, asAsked(session.terminal, options));
  });
}

const withContinueOptions = (command: Command): Command => withGateOptions(withRunOptions(withEngineOptions(command)));
