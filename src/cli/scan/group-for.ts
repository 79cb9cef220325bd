import type { SplitName } from "../../scan/split.ts";
import type { SymmetryKind } from "../../scan/symmetry.ts";
import { UserError } from "../../text/user-error.ts";

/** What --group asks for. Throws UserError for the verbs on another split than add_jump. */
export function groupFor(split: SplitName, group: SymmetryKind = "pair"): SymmetryKind {
  if (group === "verbs" && split !== "add_jump")
    throw new UserError(`--group verbs: expected --split add_jump but found ${split}. Take --group pair.`);
  return group;
}
