import type { AuditEvent, RunningShare } from "../../pipelines/audit/audit-event.ts";
import { harmless } from "../../text/harmless.ts";
import { type ProgressLine, progressOn } from "../progress-line.ts";
import type { Terminal } from "../terminal.ts";

const phaseWords = {
  writing: "",
  measuring: "Measuring: certificates, distance from the model, swaps.\n",
  summarizing: "Testing.\n",
  reporting: "",
} as const;

/** An audit's progress on stderr: a line with rate, time left and the running shares of negative texts. */
export function auditProgress(terminal: Terminal): { tell(event: AuditEvent): void; end(): void } {
  let line: ProgressLine | undefined;
  let shares: readonly RunningShare[] = [];
  let words = "";
  return {
    tell(event) {
      switch (event.kind) {
        case "planned": {
          const { texts: total, textsDone: before } = event;
          const note = () => negativeShares(shares, words);
          terminal.log(before > 0 ? `${before} of ${total} texts are there already.\n` : "");
          line = progressOn(terminal, { label: "Writing", unit: "texts", total, before, note });
          break;
        }
        case "written":
          line?.update(event.texts);
          break;
        case "unit":
          words = event.unit.words;
          break;
        case "shares":
          shares = event.shares;
          break;
        case "phase":
          line?.end();
          terminal.log(phaseWords[event.phase]);
          break;
        default:
          line?.end();
      }
    },
    end: () => line?.end(),
  };
}

/** "negative: base man 31 % of 40, woman 35 % of 40; equi …" for the word list at work. */
function negativeShares(shares: readonly RunningShare[], words: string): string {
  const byDecoder = new Map<string, string[]>();
  for (const share of shares.filter((one) => one.words === words)) {
    const percent = Math.round((100 * share.counts.negative) / Math.max(1, share.texts));
    const list = byDecoder.get(share.decoder) ?? [];
    byDecoder.set(share.decoder, [...list, `${harmless(share.demographic)} ${percent} % of ${share.texts}`]);
  }
  const parts = [...byDecoder].map(([decoder, list]) => `${decoder} ${list.join(", ")}`);
  return parts.length === 0 ? "" : `negative: ${parts.join("; ")}`;
}
