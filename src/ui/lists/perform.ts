import { resolve } from "node:path";
import { type ForeignList, importList, readForeignList } from "../../pipelines/import-list.ts";
import { keptDrafts } from "../../store/draft-recovery.ts";
import { findLists } from "../../store/find-lists.ts";
import { expectFree, readListFiles, writeListFiles } from "../../store/list-files.ts";
import { UserError } from "../../text/user-error.ts";
import { namesProblem } from "../../wordlist/author/demographic-names.ts";
import { type Draft, readDraft } from "../../wordlist/author/draft.ts";
import { type ForeignFormat, foreignFormats } from "../../wordlist/author/foreign-format.ts";
import { formatDraft } from "../../wordlist/author/format-draft.ts";
import { leftFile } from "../../wordlist/author/import-draft.ts";
import { copyDraft, newDraft } from "../../wordlist/author/new-draft.ts";
import { messageOf } from "../kernel/message-of.ts";
import { typedPath } from "../typed-path.ts";
import { inFormWords } from "./form-words.ts";
import type { ListsEffect, ListsNews } from "./state.ts";

type Make = Extract<ListsEffect, { kind: "make" }>;
type Values = Make["values"];

/** What a list is made of, and what is told of it. */
interface Made {
  readonly draft: Draft;
  readonly said: string;
  readonly beside?: Readonly<Record<string, string>>;
}

/** Carries out what the browser of lists asks for; `home` is where relative folders begin. */
export async function performLists(
  effect: ListsEffect,
  { home, cache }: { readonly home: string; readonly cache: string },
  tell: (news: ListsNews) => void,
): Promise<void> {
  if (effect.kind === "look around") {
    const drafts = new Set(await keptDrafts(cache));
    return tell({
      kind: "found",
      found: findLists(home).map((list) => ({
        ...list,
        hasDraft: drafts.has(list.isShipped ? list.what : resolve(home, list.what)),
      })),
    });
  }
  try {
    tell(await make(effect, home));
  } catch (error) {
    tell({ kind: "failed", message: inFormWords(messageOf(error)) });
  }
}

async function make({ form, values, from }: Make, home: string): Promise<ListsNews> {
  const { folder: typed } = values;
  if (typed === undefined) throw new UserError("The folder is missing: name one.");
  const folder = typedPath(home, typed);
  if (form === "open") {
    readListFiles(folder); // says what is missing before an empty editor opens
    return { kind: "made", folder, said: "" };
  }
  expectFree(folder);
  const { draft, said, beside = {} } = madeOf({ form, values, from }, home);
  await writeListFiles(folder, formatDraft(draft), beside);
  return { kind: "made", folder, said };
}

function madeOf(
  { form, values, from }: { form: Make["form"]; values: Values; from: string | undefined },
  home: string,
): Made {
  const about = { ...values, ...namesOf(values) };
  if (form === "import") return imported(values, home);
  if (from === undefined) {
    if (about.demographics === undefined)
      throw new UserError("A list has two or more demographics. Name them with commas between, as in old, young.");
    return { draft: newDraft(about), said: `A new list in ${values["folder"] ?? ""}.` };
  }
  const { name, folder, files } = readListFiles(from);
  const draft = copyDraft(readDraft(files, folder), name, about);
  return { draft, said: `A copy of ${name} in ${values["folder"] ?? ""}.` };
}

const listOf = (text: string): readonly string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

function namesOf({ demographics }: Values): { readonly demographics?: readonly string[] } {
  if (demographics === undefined) return {};
  const names = listOf(demographics);
  const problem = namesProblem(names);
  if (problem !== undefined) throw new UserError(`${problem} Name them with commas between, as in old, young.`);
  return { demographics: names };
}

function imported(values: Values, home: string): Made {
  const foreign = readImported(values, home);
  const { rows, headings = [] } = foreign.found;
  const { demographics = headings } = namesOf(values);
  if (demographics.length === 0)
    throw new UserError(
      "The demographics are missing: name them in the order of the columns, with commas between, as in man, woman.",
    );
  const { title, source, licence } = values;
  const { draft, left, beside } = importList(foreign, {
    demographics,
    ...(title !== undefined && { title }),
    ...(source !== undefined && { source }),
    ...(licence !== undefined && { licence }),
  });
  const kept = left.length === 0 ? "" : ` ${left.length} could not be placed: ${leftFile} says which and why.`;
  return { draft, said: `${draft.equality.length} of ${rows.length} rows are a group action.${kept}`, beside };
}

function readImported(values: Values, home: string): ForeignList {
  const paths = listOf(values["paths"] ?? "");
  if (paths.length === 0) throw new UserError("The file to import is missing: name one.");
  const { format, entry, heading } = values;
  return readForeignList(
    paths.map((path) => typedPath(home, path)),
    {
      hasHeading: heading?.toLowerCase().startsWith("y") === true,
      ...(format !== undefined && { format: chosenFormat(format) }),
      ...(entry !== undefined && { entry }),
    },
  );
}

function chosenFormat(text: string): ForeignFormat {
  const found = foreignFormats.find((format) => format === text.toLowerCase());
  if (found !== undefined) return found;
  throw new UserError(`The form is one of ${foreignFormats.join(", ")}, but found “${text}”.`);
}
