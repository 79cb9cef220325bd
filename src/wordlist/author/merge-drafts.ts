import { UserError } from "../../text/user-error.ts";
import type { Draft, DraftRow, DraftWord } from "./draft.ts";
import { type LeftRow, placeRows } from "./place-rows.ts";

/** A merged list, and the second list's rows that contradict the first's: lines count from 1 through both lists' rows. */
export interface MergedDraft {
  readonly draft: Draft;
  readonly left: readonly LeftRow[];
}

/**
 * The first list with the second's rows and words added: where they contradict each other the first stands, and the second's row is told. The second's
 * columns are matched by their names. Throws UserError where the demographics differ. Law: merging a list with itself changes nothing.
 */
export function mergeDrafts(first: Draft, second: Draft): MergedDraft {
  const names = first.description.demographics.map(({ name }) => name);
  const others = second.description.demographics.map(({ name }) => name);
  if (names.length !== others.length || names.some((name) => !others.includes(name))) {
    throw new UserError(
      `words merge: expected two lists about the same demographics but found ${names.join(", ")} and ${others.join(", ")}. Rename or add columns first.`,
    );
  }
  const turned = second.equality.map((row) => ({
    ...row,
    words: names.map((name) => row.words[others.indexOf(name)] ?? ""),
  }));
  const all = [...first.equality, ...turned];
  const found = all.map(({ words }, i) => ({ line: i + 1, words }));
  const added = found.slice(first.equality.length);
  const policy = first.description.case;
  const placed = placeRows([...found.slice(0, first.equality.length), ...added], {
    columns: names.length,
    policy,
    prefer: "first",
  });
  const kept = new Set(placed.rows.map(({ line }) => line));
  const stays = (_: DraftRow, i: number) => i < first.equality.length || kept.has(i + 1);
  const { source, licence } = second.description;
  return {
    draft: {
      ...first,
      description: {
        ...first.description,
        source: joined(first.description.source, source),
        licence: joined(first.description.licence, licence),
      },
      equality: all.filter(stays),
      neutral: union(first.neutral, second.neutral),
      general: union(first.general, second.general),
    },
    left: placed.left.filter(({ line, reason }) => line > first.equality.length && reason.code !== "repeated"),
  };
}

const joined = (a: string, b: string): string => (a.includes(b) ? a : `${a}; ${b}`);

function union(a: readonly DraftWord[], b: readonly DraftWord[]): readonly DraftWord[] {
  const known = new Set(a.map(({ word }) => word));
  return [...a, ...b.filter(({ word }) => !known.has(word))];
}
