import { type Command, Option } from "commander";
import { withGateOptions } from "../audit/gate-options.ts";
import { withCommonOptions } from "../common-options.ts";
import type { ReportOptions } from "../report/report-options.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";

/** `report`: a run's reports again, in any format, and its limits; exit code 1 where it is over one. */
export function registerReport(command: Command, session: Session): void {
  command
    .argument("<folder>", "a run's folder, as `audit --out` made it")
    .option("--format <names>", "html, md, json, csv, parquet, junit, terminal; several with commas between", "html,md")
    .option("--out <path>", "a folder, or a file where the format makes one (default: the run's folder; - for stdout)")
    .option("--recount", "count the texts of samples.jsonl again instead of reading result.json")
    .option(
      "--human-labels <files>",
      "labels by people (see label), with commas between: the classifier's error rates",
      files,
    )
    .addOption(
      new Option("--inconclusive <how>", "what an undecided verdict counts as in JUnit XML")
        .choices(["skip", "fail", "pass"])
        .default("skip"),
    );
  withCommonOptions(withGateOptions(command)).action(async (folder: string, options: ReportOptions) => {
    const { runReport } = await import("../report/run-report.ts");
    const passed = await runReport(folder, options, asAsked(session.terminal, options));
    if (!passed) session.found();
  });
}

const files = (text: string): readonly string[] => text.split(",").map((path) => path.trim());
