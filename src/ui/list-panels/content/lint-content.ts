import { fixesOf } from "../../../wordlist/author/list-fixes.ts";
import { explain } from "../../../wordlist/explain.ts";
import { levelOf, placeOf, type Problem } from "../../../wordlist/problem.ts";
import type { Role } from "../../kernel/theme.ts";
import { harmless } from "../../../text/harmless.ts";
import { checkedLint } from "../jobs.ts";
import type { PanelState } from "../panel.ts";
import { selectedProblem } from "../selection.ts";
import type { Line } from "../../kernel/line.ts";
import { type Content, type ContentLook, heading, plainLine, wrapped } from "./line.ts";
import { counted } from "../../../text/counted.ts";

const roles: Readonly<Record<ReturnType<typeof levelOf>, Role>> = {
  error: "problem",
  warning: "warning",
  info: "faint",
};

/** The problems of the draft, the gravest first; ways to mend the selected one. */
export function lintContent(state: PanelState, { columns, screenReader }: ContentLook): Content {
  const { found, failure } = state.lint;
  const problems = found?.problems ?? [];
  const isCurrent = checkedLint(state) !== undefined;
  return {
    header: [heading(verdict(state), { isCurrent, ...(failure === undefined || isCurrent ? {} : { failure }) })],
    count: problems.length,
    line: (i) => problemLine(problems[i]),
    isChoice: true,
    detail: detailOf(state, columns, !screenReader), // a screen reader has heard the whole line
  };
}

function verdict({ lint: { found } }: PanelState): string {
  if (found === undefined) return "Lint";
  const { summary, total, problems, action } = found;
  const { errors, warnings, order, isAction } = summary;
  const what = isAction && !("failure" in action) ? `an action of C${order}` : "no action yet";
  const counts = [counted(errors, "error"), counted(warnings, "warning"), counted(total - errors - warnings, "remark")];
  const rest = total > problems.length ? `; the first ${problems.length} are shown` : "";
  return `${what[0]?.toUpperCase() ?? ""}${what.slice(1)}: ${counts.join(", ")}${rest}`;
}

function problemLine(problem: Problem | undefined): Line {
  if (problem === undefined) return [];
  const level = levelOf(problem);
  return [{ text: `${level} ${problem.code} `, role: roles[level] }, { text: harmless(messageOf(problem)) }];
}

/** What is wrong and where; of the file its name, since the folder is the one that is edited. */
function messageOf(problem: Problem): string {
  const place = placeOf(problem);
  return `${place.slice(place.lastIndexOf("/") + 1)}${explain(problem).message.slice(place.length)}`;
}

const withoutWays: Readonly<Record<ReturnType<typeof levelOf>, string>> = {
  error: "No key mends it: only you can know.",
  warning: "No key mends it: only you can know.",
  info: "Worth knowing; no key for it.",
};

function detailOf(state: PanelState, columns: number, tellsMessage: boolean): readonly Line[] {
  const problem = selectedProblem(state);
  if (problem === undefined) return [];
  const ways = fixesOf(problem, state.input.draft).map(({ title }, i) => `[${i + 1}] ${title}`);
  const { fix } = explain(problem);
  return [
    plainLine(ways.length === 0 ? withoutWays[levelOf(problem)] : ways.join("  "), "listed"),
    ...wrapped(fix, columns),
    ...(tellsMessage ? wrapped(messageOf(problem), columns, "faint") : []),
  ];
}
