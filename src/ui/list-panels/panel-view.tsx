import { Box, Text } from "ink";
import type { ReactElement } from "react";
import { harmless } from "../../text/harmless.ts";
import { explain } from "../../wordlist/explain.ts";
import { fixesOf } from "../../wordlist/author/list-fixes.ts";
import { levelOf, type Problem } from "../../wordlist/problem.ts";
import { inSight } from "../kernel/list-window.ts";
import type { Look } from "../kernel/screen.ts";
import { styleOf } from "../kernel/theme.ts";
import type { PanelState } from "./panel.ts";
import { selectedProblem } from "./step-panels.ts";

/** The panel in sight: at most `look.rows` lines of at most `look.columns` cells. */
export function PanelView({ state, look }: { readonly state: PanelState; readonly look: Look }): ReactElement {
  const { lint, failure, input } = state;
  const selected = selectedProblem(state);
  const { found, window } = lint;
  return (
    <Box flexDirection="column" width={look.columns} height={look.rows} overflow="hidden">
      <Text {...styleOf("heading", look)} wrap="truncate">
        {failure === undefined ? verdict(state) : `Lint: ${harmless(failure)}`}
      </Text>
      {inSight(found?.problems ?? [], window).map((problem, i) => (
        <ProblemLine
          key={window.top + i}
          problem={problem}
          ways={problem === selected ? fixesOf(problem, input.draft).map(({ title }) => title) : []}
          isSelected={problem === selected}
          look={look}
        />
      ))}
    </Box>
  );
}

function verdict({ lint: { found }, revision }: PanelState): string {
  if (found === undefined) return "Lint: checking …";
  const { errors, warnings, order, isAction } = found.summary;
  const counts = `${errors} errors, ${warnings} warnings, ${found.problems.length - errors - warnings} remarks`;
  const old = found.revision === revision ? "" : " (checking again …)";
  return `Lint: ${isAction ? `an action of order ${order}` : "no action yet"}; ${counts}${old}`;
}

function ProblemLine(props: {
  readonly problem: Problem;
  readonly ways: readonly string[];
  readonly isSelected: boolean;
  readonly look: Look;
}): ReactElement {
  const { problem, isSelected, look } = props;
  const level = levelOf(problem);
  const ways = props.ways.map((title, i) => ` [${i + 1}] ${title}`).join("");
  const role = level === "error" ? "problem" : level === "warning" ? "warning" : "faint";
  return (
    <Text wrap="truncate" {...(isSelected ? styleOf("selected", look) : {})}>
      <Text {...styleOf(role, look)}>{`${isSelected ? ">" : " "} ${level} ${problem.code}`}</Text>
      {harmless(`${ways}  ${explain(problem).message}`)}
    </Text>
  );
}
