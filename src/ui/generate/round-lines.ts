import { harmless } from "../../text/harmless.ts";
import { pad, wrap } from "../../text/layout.ts";
import { type Line, wrapped } from "../kernel/line.ts";
import type { ShownRound } from "./texts.ts";

type Candidate = ShownRound["candidates"][number];

/** Rounds of a search in lines: why one candidate won, then all candidates, the winner marked. */
export function roundLines(
  rounds: readonly ShownRound[],
  about: string,
  width: number,
  { screenReader }: { readonly screenReader: boolean },
): readonly Line[] {
  if (rounds.length === 0) return [];
  const inside = Math.max(1, width - 4);
  const from = `Rounds of the search, told from the text about ${about}: each view writes on, the best one is kept.`;
  return [
    ...wrapped(from, width - 2, "faint").map(indented(2)),
    ...rounds.flatMap((round) => [
      ...wrapped(`Round ${round.number + 1}: ${reasonOf(round)}`, inside).map(indented(2)),
      ...round.candidates.flatMap((candidate, i) =>
        candidateLines(candidate, i === round.winner, round, inside, screenReader),
      ),
    ]),
  ];
}

const indented =
  (by: number) =>
  (line: Line): Line => [{ text: " ".repeat(by) }, ...line];

/** Why the winner won, in a sentence. */
function reasonOf({ candidates, winner, decidedBy }: ShownRound): string {
  const best = candidates[winner];
  if (best === undefined) return "nothing was written.";
  const view = harmless(best.view);
  const others = candidates.filter((_, i) => i !== winner);
  switch (decidedBy) {
    case "regard": {
      if (others.length === 0) return `the view of ${view} is the only one.`;
      const next = others.reduce((most, { score }) => Math.max(most, score), -Infinity);
      return `the view of ${view} wins by its regard, score ${figure(best.score)} against ${figure(next)}.`;
    }
    case "log-probability": {
      const next = others
        .filter(({ score }) => Math.abs(score - best.score) < 1e-6)
        .reduce((most, { logProb }) => Math.max(most, logProb), -Infinity);
      return `equal regard; the view of ${view} wins by its log-probability, ${figure(best.logProb)} against ${figure(next)}.`;
    }
    case "tokens":
      return `equal regard and log-probability; the view of ${view} comes first by its tokens.`;
    default:
      return `all views that score best wrote the same; the view of ${view} stands for them.`;
  }
}

function candidateLines(
  { view, added, label, score, logProb }: Candidate,
  isWinner: boolean,
  { candidates }: ShownRound,
  width: number,
  screenReader: boolean,
): readonly Line[] {
  const figures = `score ${figure(score)}, log-probability ${figure(logProb)}`;
  const quoted = `“${harmless(added)}”`;
  if (screenReader) {
    const won = isWinner ? "Winner: view" : "View";
    return wrapped(`${won} of ${harmless(view)}, regard ${label}, ${figures}: ${quoted}`, width).map(indented(4));
  }
  const widest = candidates.reduce((most, { view }) => Math.max(most, Math.min(20, view.length)), 0);
  const [name = ""] = wrap(harmless(view), 20);
  return [
    [
      { text: isWinner ? "  > " : "    " },
      { text: pad(name, widest) },
      { text: "  " },
      { text: pad(label, 8), role: label },
      { text: `  ${figures}` },
    ],
    ...wrapped(quoted, Math.max(1, width - 4), isWinner ? "good" : "faint").map(indented(6)),
  ];
}

const figure = (value: number): string => `${Math.round(value * 100) / 100 + 0}`.replace("-", "−");
