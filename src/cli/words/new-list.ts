import { expectFree, readListFiles, writeListFiles } from "../../store/list-files.ts";
import { UserError } from "../../text/user-error.ts";
import { type Draft, readDraft } from "../../wordlist/author/draft.ts";
import { formatDraft } from "../../wordlist/author/format-draft.ts";
import { lintDraft } from "../../wordlist/author/mend-draft.ts";
import type { NewListOptions } from "../commands/words-authoring.ts";
import type { Terminal } from "../terminal.ts";
import { openTokenizer } from "./open-tokenizer.ts";
import { reportWritten } from "./report-written.ts";

/** Makes a list's folder: a copy of another list, or one orbit, the demographics' own names. */
export async function newList(folder: string, options: NewListOptions, terminal: Terminal): Promise<void> {
  expectFree(folder);
  const draft = options.from === undefined ? emptyDraft(options) : copyOf(options.from, options);
  const tokenizer = await openTokenizer(options, terminal);
  await writeListFiles(folder, formatDraft(draft));
  await reportWritten(folder, await lintDraft(draft, folder, folder, tokenizer), options, terminal);
}

function emptyDraft({ demographics, title, source, licence }: NewListOptions): Draft {
  if (demographics === undefined || demographics.length < 2) {
    throw new UserError(
      "words new: expected two or more demographics, or a list to begin from, but found neither. Try: --demographics old,young or --from gender.",
    );
  }
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

function copyOf(name: string, options: NewListOptions): Draft {
  const { files, folder } = readListFiles(name);
  const draft = readDraft(files, folder);
  const { demographics, title, source, licence } = options;
  const { description } = draft;
  if (demographics !== undefined && demographics.length !== description.demographics.length) {
    throw new UserError(
      `words new --from ${name}: expected ${description.demographics.length} demographics, as in that list, but found ${demographics.length}. Leave --demographics away to keep its names.`,
    );
  }
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
