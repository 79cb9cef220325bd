import type { Suggestion } from "../../../wordlist/author/suggest-rows.ts";
import { harmless } from "../../../text/harmless.ts";
import { knownOf } from "../jobs.ts";
import type { PanelState } from "../panel.ts";
import type { Line } from "../../kernel/line.ts";
import { type Content, heading } from "./line.ts";
import { counted } from "../../../text/counted.ts";

/** Rows and words that the list may want. None is added but by a key. */
export function suggestionsContent(state: PanelState): Content {
  const known = knownOf(state, "suggestions");
  const found = known.value ?? [];
  const count = known.value === undefined ? "Suggestions" : counted(found.length, "suggestion");
  return {
    header: [heading(`${count}; nothing is added but by the key a`, known)],
    count: found.length,
    line: (i) => suggestionLine(found[i], state),
    isChoice: true,
  };
}

function suggestionLine(suggestion: Suggestion | undefined, { input: { draft } }: PanelState): Line {
  if (suggestion === undefined) return [];
  const { kind, words, from, column = 0, cosine, source } = suggestion;
  const cells = draft.equality[from]?.words.map((word) => (word === "" ? "–" : word)) ?? [];
  const what = kind === "near" ? `${cells[column] ?? ""} (cosine ${cosine?.toFixed(2) ?? ""})` : cells.join(", ");
  return [
    { text: `${kind} `, role: "faint" },
    { text: harmless(words.join(", ")), role: "listed" },
    { text: harmless(`  ${whys[kind]} ${what}; by ${source}`) },
  ];
}

const whys: Readonly<Record<Suggestion["kind"], string>> = {
  plural: "plurals of",
  possessive: "possessives of",
  compound: "made as",
  capitalised: "capitals of",
  counterpart: "for the empty cell of",
  near: "used like",
};
