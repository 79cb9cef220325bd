import type { ActionFacts, RowFound } from "../findings.ts";
import { checkedLint, knownOf } from "../jobs.ts";
import type { PanelState } from "../panel.ts";
import { type Content, type ContentLook, heading, scrolling, shownToken, whole, wrapped } from "./line.ts";
import { counted } from "../../../text/counted.ts";

/** Order and cycles of the generator g, the partition of words and tokens, and what g does to the selected row. */
export function actionContent(state: PanelState, { columns }: ContentLook): Content {
  const found = state.lint.found;
  const isCurrent = checkedLint(state) !== undefined;
  const title = "The generator g: it sends each demographic's words to the next one's";
  if (found === undefined) return scrolling([heading(title, { isCurrent })], []);
  const { action, summary } = found;
  const errors =
    summary.errors === 0
      ? []
      : [`Not to be used yet: the lint tells ${counted(summary.errors, "error")}. Without them:`];
  const facts = "failure" in action ? [`Nothing can be moved: ${action.failure}`] : factLines(action);
  const row = knownOf(state, "row");
  const texts = [...errors, ...facts, wordCounts(state), ...(row.isCurrent ? rowLines(row.value) : [])];
  return scrolling(
    [heading(title, { isCurrent })],
    texts.flatMap((text) => wrapped(text, columns)),
  );
}

function factLines({ order, demographics, vocabularySize, cycles, rows, movedRows, tokens }: ActionFacts) {
  const still = cycles.find(([length]) => length === 1)?.[1] ?? 0;
  const moved = cycles
    .filter(([length]) => length > 1)
    .map(([length, count]) => `${counted(count, "cycle")} of ${length} tokens`);
  const power = `g${superscript(demographics)}`;
  return [
    demographics % order === 0
      ? `g has order ${order}; ${power} = e, proved on each of ${whole(vocabularySize)} tokens.`
      : `g has order ${order}: ${power} is not e.`,
    `${moved.length === 0 ? "No cycle" : moved.join(", ")}; ${counted(still, "token")} stay. ${whole(movedRows)} of ${counted(rows, "row")} move.`,
    `Tokens: E ${whole(tokens.equality + tokens.relaxedAway)} (${whole(tokens.relaxedAway)} of them general too), G ${whole(tokens.general)}, N ${whole(tokens.neutral)}.`,
  ];
}

const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const superscript = (number: number): string =>
  Array.from(String(number), (digit) => digits[Number(digit)] ?? "").join("");

function wordCounts({ input: { draft } }: PanelState): string {
  const words = draft.equality.reduce((sum, row) => sum + row.words.length, 0);
  const rest =
    draft.description.partition === "neutral" ? "all other words are general" : "all other words are neutral";
  return `Words: E ${whole(words)} in ${counted(draft.equality.length, "orbit")}, N ${whole(draft.neutral.length)}, G ${whole(draft.general.length)}; ${rest}.`;
}

/** What g does to the row, if it is an orbit. */
function rowLines(row: RowFound | undefined): readonly string[] {
  if (row?.cycles === undefined) return [];
  const { words, cycles } = row;
  const round = [...words, words[0] ?? ""].map((word) => (word === "" ? "–" : word)).join(" → ");
  if (cycles.length === 0) return [`Selected row: ${words.join(", ")}: no form of it moves.`];
  return [
    `Selected row: ${round}.`,
    `Moves as ${cycles.map((cycle) => `(${cycle.map(shownToken).join(" ")})`).join(" ")}.`,
  ];
}
