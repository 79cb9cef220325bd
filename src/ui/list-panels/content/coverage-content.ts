import type { Coverage } from "../../../pipelines/word-coverage.ts";
import { inCells } from "../../kernel/cell-text.ts";
import { knownOf } from "../jobs.ts";
import type { PanelState } from "../panel.ts";
import type { Line } from "../../kernel/line.ts";
import { type Content, type ContentLook, heading, percent, plainLine, scrolling, wrapped } from "./line.ts";

const nameWidth = 22;
const numberWidth = 12;

/** How the model's probability of the next token falls on E, G and N after the contexts. */
export function coverageContent(state: PanelState, { columns, screenReader }: ContentLook): Content {
  const known = knownOf(state, "coverage");
  const title = `Where the model's next token falls, contexts ${state.contexts}`;
  if (known.value === undefined) return scrolling([heading(title, known)], []);
  const headings = ["E", "E and G", "G", "N"].map((name) => name.padStart(numberWidth)).join("");
  return scrolling(
    [
      heading(title, known),
      ...(screenReader ? [] : [plainLine(inCells("prompts about", nameWidth) + headings, "faint")]),
    ],
    [
      ...known.value.rows.map((row) => (screenReader ? spoken(row) : tableLine(row))),
      ...wrapped(
        "Shares of probability, mean over the prompts. E and G: equality words that are general too, which relaxed decoders leave alone.",
        columns,
        "faint",
      ),
    ],
  );
}

const sharesOf = ({ equality, relaxedAway, general, neutral }: Coverage) => [equality, relaxedAway, general, neutral];

const tableLine = (row: Coverage): Line => [
  { text: inCells(`${row.demographic} (${row.prompts})`, nameWidth) },
  {
    text: sharesOf(row)
      .map((share) => percent(share).padStart(numberWidth))
      .join(""),
  },
];

function spoken(row: Coverage): Line {
  const [inE = 0, both = 0, general = 0, neutral = 0] = sharesOf(row).map(percent);
  return plainLine(
    `${row.demographic}, ${row.prompts} prompts: equality words ${inE}; equality and general ${both}; general ${general}; neutral ${neutral}.`,
  );
}
