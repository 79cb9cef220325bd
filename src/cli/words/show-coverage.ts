import { contextOrbits } from "../../pipelines/prompt-orbits.ts";
import { wordCoverage } from "../../pipelines/word-coverage.ts";
import type { CoverageOptions } from "./authoring-options.ts";
import { harmless } from "../../text/harmless.ts";
import { table } from "../../text/layout.ts";
import { openShown } from "../open-shown.ts";
import type { Terminal } from "../terminal.ts";

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** Shows, for each demographic, the shares of the model's next-token probability that fall on E, G and N. */
export async function showCoverage(options: CoverageOptions, terminal: Terminal): Promise<void> {
  const open = await openShown({ ...options, classifier: "mini" }, terminal);
  try {
    for (const tools of open.each) {
      const coverage = await wordCoverage(tools, contextOrbits(tools, options.contexts), options.batchSize);
      if (options.json === true) {
        for (const row of coverage) await terminal.write(`${JSON.stringify(row)}\n`);
        continue;
      }
      const rows = coverage.map((one) => [
        harmless(one.demographic),
        String(one.prompts),
        percent(one.equality),
        percent(one.relaxedAway),
        percent(one.general),
        percent(one.neutral),
      ]);
      const heading = ["demographic", "prompts", "equality", "of it general", "general", "neutral"];
      await terminal.write(`${table(heading, rows).join("\n")}\n`);
    }
  } finally {
    await open.close();
  }
}
