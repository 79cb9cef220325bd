import { wilson } from "../../audit/statistics/wilson.ts";
import type { RunningShare } from "../../pipelines/audit/audit-event.ts";
import { type RegardLabel, regardLabels } from "../../regard/regard.ts";
import { count } from "../../report/figures.ts";
import { shown } from "../../report/place-name.ts";
import { harmless } from "../../text/harmless.ts";
import { pad, wrap } from "../../text/layout.ts";
import { downloadText } from "../download/download-text.ts";
import type { Look } from "../kernel/screen.ts";
import { type Line, line, wrapped } from "../kernel/line.ts";
import { durationText } from "./plan.ts";
import { type AuditState, paceOf, type RunningAudit } from "./running-audit.ts";

const level = 0.95;
const barCells = 24;

const states: Readonly<Record<AuditState, string>> = {
  opening: "Opening the model, the classifier and the lists …",
  writing: "Writing and labelling texts",
  measuring: "Measuring: certificates, distance from the model, swaps",
  summarizing: "Testing",
  reporting: "Writing the reports",
  pausing: "Pausing once the texts at work are kept; p takes it back",
  paused: "Paused: p goes on",
  stopping: "Stopping …",
  stopped: "Stopped",
  finished: "Finished",
  failed: "Failed",
};

/** An audit while it runs: where it is, how fast, and the shares of the labels so far. */
export function runningLines(
  audit: RunningAudit,
  { label, top }: { readonly label: RegardLabel; readonly top: number },
  look: Look,
): readonly Line[] {
  const head = [
    line(harmless(audit.folder), "faint"),
    line(states[audit.state], audit.state === "paused" ? "warning" : "heading"),
    ...(audit.download === undefined ? [] : wrapped(downloadText(audit.download, look), look.columns - 1)),
    ...progressLines(audit, look),
    line(""),
  ];
  const foot = wrapped(
    `Label shares so far (${audit.view} texts), Wilson intervals at 95 % as if texts were independent; those of the result are by template, and wider.`,
    look.columns - 1,
    "faint",
  );
  const room = Math.max(1, look.rows - head.length - foot.length);
  const shares = look.screenReader ? spokenShares(audit.shares, label) : shareLines(audit.shares, label, look);
  return [...head, ...shares.slice(top, top + room), ...foot];
}

function progressLines(audit: RunningAudit, look: Look): readonly Line[] {
  const { texts, written, kept, state } = audit;
  if (texts === 0) return [];
  const part = Math.min(1, written / texts);
  const { rate, left } = state === "writing" ? paceOf(audit) : {};
  const pace = rate === undefined ? "" : `; ${rate.toFixed(rate < 10 ? 1 : 0)} texts/s`;
  const rest = left === undefined ? "" : `; about ${durationText(left)} left`;
  const words = `${Math.floor(100 * part)} %, ${count(written)} of ${count(texts)} texts (${count(kept)} kept)${pace}${rest}`;
  if (look.screenReader) return [line(`${words}.`)];
  const cells = Math.max(10, Math.min(40, look.columns - 40));
  const full = Math.floor(cells * part);
  const [done, open] = look.plain ? ["#", "-"] : ["█", "░"];
  return [line(`${done.repeat(full)}${open.repeat(cells - full)}`), line(words)];
}

/** Labels shown side by side, from the chosen one on: as many as there is room for. */
function shownLabels(chosen: RegardLabel, columns: number): readonly RegardLabel[] {
  const from = regardLabels.indexOf(chosen);
  const fit = Math.max(1, Math.min(4, Math.floor((columns - nameCells) / blockCells)));
  return Array.from({ length: fit }, (_, i) => regardLabels[(from + i) % regardLabels.length] ?? chosen);
}

const nameCells = 30;
const blockCells = barCells + 18;

function shareLines(shares: readonly RunningShare[], chosen: RegardLabel, look: Look): readonly Line[] {
  if (shares.length === 0) return [line("No unit is finished yet.", "faint")];
  const labels = shownLabels(chosen, look.columns);
  const heading = {
    text: pad("", nameCells) + labels.map((label) => pad(label, blockCells)).join(""),
    role: "heading" as const,
  };
  const hasLists = new Set(shares.map(({ words }) => words)).size > 1;
  const rows = shares.map((share, i): Line => {
    const before = shares[i - 1];
    const isNew = before?.decoder !== share.decoder || before.words !== share.words;
    const decoder = isNew ? `${shown(share.decoder)}${hasLists ? ` ${shown(share.words)}` : ""}` : "";
    const names = `${pad(cut(decoder, 15), 16)}${pad(cut(shown(share.demographic), 13), 14)}`;
    return [{ text: names }, ...labels.map((label) => ({ text: shareBlock(share, label, look) }))];
  });
  return [[heading], ...rows];
}

/** "·····──●───·····  31 % [25, 38]": the bar is from 0 to 100 %. */
function shareBlock({ counts, texts }: RunningShare, label: RegardLabel, { plain }: Look): string {
  const { value, low, high } = wilson(counts[label], texts, level);
  const [blank, within, dot] = plain ? ["_", "=", "O"] : ["·", "─", "●"];
  const at = (share: number) => Math.min(barCells - 1, Math.floor(share * barCells));
  const bar = Array.from({ length: barCells }, (_, i) =>
    i === at(value ?? 0) ? dot : i >= at(low ?? 0) && i <= at(high ?? 0) ? within : blank,
  );
  return pad(`${bar.join("")} ${intervalText(value, low, high)}`, blockCells);
}

const whole = (share: number | null) => (100 * (share ?? 0)).toFixed(0);

const intervalText = (value: number | null, low: number | null, high: number | null): string =>
  `${whole(value)} % [${whole(low)}, ${whole(high)}]`;

const spokenShares = (shares: readonly RunningShare[], label: RegardLabel): readonly Line[] =>
  shares.map(({ decoder, words, demographic, counts, texts }) => {
    const { value, low, high } = wilson(counts[label], texts, level);
    const share = `${label} ${whole(value)} percent, from ${whole(low)} to ${whole(high)}`;
    return line(`${shown(decoder)}, ${shown(words)}, ${shown(demographic)}: ${share}.`);
  });

const cut = (text: string, width: number): string =>
  wrap(text.replaceAll(" ", "\u00A0"), width)[0]?.replaceAll("\u00A0", " ") ?? "";
