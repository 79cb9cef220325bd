import { stringify } from "csv-stringify/sync";
import { UserError } from "../../text/user-error.ts";
import type { CasePolicy, Demographic, SeveralTokensPolicy } from "../word-list.ts";
import { namesProblem } from "./demographic-names.ts";
import type { Draft } from "./draft.ts";
import { explainLeft, type LeftRow, placeRows } from "./place-rows.ts";
import type { ForeignRows } from "./read-foreign.ts";

export interface ImportOptions {
  readonly title: string;
  /** In the order of the columns; for descriptors without counterparts, the descriptors themselves. */
  readonly demographics: readonly string[];
  readonly source: string;
  readonly licence: string;
  readonly case: CasePolicy;
  readonly severalTokens: SeveralTokensPolicy;
  readonly prefer: "none" | "first";
}

/** A draft of what could be placed, and all that could not with its reason. */
export interface ImportedList {
  readonly draft: Draft;
  readonly left: readonly LeftRow[];
}

/**
 * Makes a draft of a foreign list. A row of single descriptors (HolisticBias) becomes one orbit of those that the demographics name. Demographics are
 * named in prompts by "NAME" as it stands: the author mends phrases afterwards. Throws UserError for fewer than two demographics.
 */
export function importDraft({ headings, rows }: ForeignRows, options: ImportOptions): ImportedList {
  const names = options.demographics.length > 0 ? options.demographics : (headings ?? []);
  const problem = namesProblem(names);
  if (problem !== undefined) {
    throw new UserError(
      `words import: expected names for two or more demographics but found ${names.length === 0 ? "none" : names.slice(0, 20).join(", ")}. ${problem} Name them in the order of the columns: --demographics man,woman.`,
    );
  }
  if (rows.length === 0)
    throw new UserError(
      "words import: expected rows of words but found none. Check that the file is the one that is meant, and its format.",
    );
  const single = rows.length > 0 && rows.every(({ words }) => words.length === 1);
  const orbits = single ? oneOrbit(rows, names) : rows;
  const { case: policy, prefer } = options;
  const placed = placeRows(orbits, { columns: names.length, policy, prefer });
  return {
    draft: {
      description: {
        version: 1,
        title: options.title,
        demographics: names.map((name): Demographic => ({ name, phrase: name })),
        case: policy,
        severalTokens: options.severalTokens,
        partition: "general",
        source: options.source,
        licence: options.licence,
      },
      equality: placed.rows.map(({ words }) => ({ words, role: "", number: "", note: "" })),
      neutral: [],
      general: [],
    },
    left: placed.left,
  };
}

/** The named words as one row, at the place of the first of them; the others stay alone. */
function oneOrbit(rows: ForeignRows["rows"], names: readonly string[]): ForeignRows["rows"] {
  const all = new Set(rows.map(({ words }) => words[0]));
  const missing = names.find((name) => !all.has(name));
  if (missing !== undefined) {
    const words = [...all];
    const shown = words.slice(0, 20).join(", ");
    throw new UserError(
      `words import: expected each demographic to be one of the words, since each stands alone on its line, but found no "${missing}" among ${shown}${words.length > 20 ? ", …" : ""}. Name two or more of these with --demographics, or give a file for each demographic.`,
    );
  }
  const first = rows.find(({ words }) => names.includes(words[0] ?? ""))?.line ?? 0;
  return [{ line: first, words: names }, ...rows.filter(({ words }) => !names.includes(words[0] ?? ""))];
}

/** The file beside an imported list that keeps what could not be placed. */
export const leftFile = "left-out.csv";

/** The file that is kept beside an imported list: all that could not be placed. */
export const formatLeft = (left: readonly LeftRow[]): string =>
  stringify([
    ["line", "words", "why"],
    ...left.map((row) => [String(row.line), row.words.join(" | "), explainLeft(row)]),
  ]);
