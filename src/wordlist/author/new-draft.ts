import { UserError } from "../../text/user-error.ts";
import { namesProblem } from "./demographic-names.ts";
import type { Draft } from "./draft.ts";

/** What an author says of a new list; what is missing is taken from the template, or from what is usual. */
export interface AboutDraft {
  readonly demographics?: readonly string[];
  readonly title?: string;
  readonly source?: string;
  readonly licence?: string;
}

/** A list of one orbit, the demographics' own names. Throws UserError for names that a list cannot have. */
export function newDraft({ demographics, title, source, licence }: AboutDraft): Draft {
  if (demographics === undefined || demographics.length < 2) {
    const found = demographics?.[0] === undefined ? "neither" : `"${demographics[0]}" alone`;
    throw new UserError(
      `words new: expected two or more demographics, or a list to begin from, but found ${found}. Try: --demographics old,young or --from gender.`,
    );
  }
  expectNames(demographics, "words new");
  return {
    description: {
      version: 1,
      title: title ?? demographics.join(", "),
      demographics: demographics.map((name) => ({ name, phrase: name })),
      case: "variants",
      severalTokens: "general",
      partition: "general",
      source: source ?? "Written for this list.",
      licence: licence ?? "unstated",
    },
    equality: [{ words: demographics, role: "", number: "", note: "" }],
    neutral: [],
    general: [],
  };
}

/** A copy of another list. Throws UserError where there are not as many demographics as in it; `name` is that list's. */
export function copyDraft(draft: Draft, name: string, { demographics, title, source, licence }: AboutDraft): Draft {
  const { description } = draft;
  if (demographics !== undefined && demographics.length !== description.demographics.length) {
    throw new UserError(
      `words new --from ${name}: expected ${description.demographics.length} demographics, as in that list, but found ${demographics.length}. Leave --demographics away to keep its names.`,
    );
  }
  if (demographics !== undefined) expectNames(demographics, `words new --from ${name}`);
  return {
    ...draft,
    description: {
      ...description,
      title: title ?? description.title,
      source: source ?? description.source,
      licence: licence ?? description.licence,
      demographics: description.demographics.map((one, i) => ({ ...one, name: demographics?.[i] ?? one.name })),
    },
  };
}

function expectNames(names: readonly string[], where: string): void {
  const problem = namesProblem(names);
  if (problem === undefined) return;
  throw new UserError(`${where}: expected names for demographics but found ${names.join(", ")}. ${problem}`);
}
