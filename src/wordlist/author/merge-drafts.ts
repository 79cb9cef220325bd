import { UserError } from "../../text/user-error.ts";
import type { Draft, DraftWord } from "./draft.ts";
import { mergeRows } from "./merge-rows.ts";
import type { LeftRow } from "./place-rows.ts";

/** A merged list, and the second list's rows that are not in it: lines are those of the lists' files. */
export interface MergedDraft {
  readonly draft: Draft;
  readonly left: readonly LeftRow[];
}

/**
 * The first list with the second's rows and words added: where they contradict each other the first stands, and the second's row is told. The second's
 * columns are matched by their names; `lists` names the two in reasons. Throws UserError where the demographics differ. Law: merging a list with itself changes nothing.
 */
export function mergeDrafts(
  first: Draft,
  second: Draft,
  lists: readonly [first: string, second: string] = ["the first list", "the second list"],
): MergedDraft {
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
  const policy = first.description.case;
  const { rows, left } = mergeRows(first.equality, turned, { columns: names.length, policy, lists });
  const { source, licence } = second.description;
  return {
    draft: {
      ...first,
      description: {
        ...first.description,
        source: joined(first.description.source, source),
        licence: joined(first.description.licence, licence),
      },
      equality: rows,
      neutral: union(first.neutral, second.neutral),
      general: union(first.general, second.general),
    },
    left,
  };
}

/** Each part once: "MIT; CC0" and "CC0; GPL" are "MIT; CC0; GPL". */
function joined(a: string, b: string): string {
  const known = new Set(a.split("; "));
  return [a, ...b.split("; ").filter((part) => !known.has(part))].join("; ");
}

function union(a: readonly DraftWord[], b: readonly DraftWord[]): readonly DraftWord[] {
  const known = new Set(a.map(({ word }) => word));
  return [...a, ...b.filter(({ word }) => !known.has(word))];
}
