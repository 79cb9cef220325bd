import { readListFiles } from "../../store/list-files.ts";
import { type DraftChange, diffDrafts } from "../../wordlist/author/diff-drafts.ts";
import { type Draft, readDraft } from "../../wordlist/author/draft.ts";
import { harmless } from "../../text/harmless.ts";
import type { Terminal } from "../terminal.ts";
import type { WordsOptions } from "./words-options.ts";

/** Tells how two lists differ. Returns whether they do. */
export async function diffLists(
  name: string,
  other: string,
  options: WordsOptions,
  terminal: Terminal,
): Promise<boolean> {
  const changes = diffDrafts(draftOf(name), draftOf(other));
  const lines = options.json === true ? changes.map((change) => JSON.stringify(change)) : changes.map(describe);
  if (options.json === true || lines.length > 0) await terminal.write(lines.map((line) => `${line}\n`).join(""));
  else await terminal.write("The lists say the same.\n");
  return changes.length > 0;
}

function draftOf(name: string): Draft {
  const { files, folder } = readListFiles(name);
  return readDraft(files, folder);
}

function describe(change: DraftChange): string {
  switch (change.kind) {
    case "field":
      return harmless(`~ ${change.field}: ${change.before} → ${change.after}`);
    case "row-added":
      return harmless(`+ ${change.words.join(", ")}`);
    case "row-removed":
      return harmless(`- ${change.words.join(", ")}`);
    case "row-changed":
      return harmless(`~ ${change.before.join(", ")} → ${change.after.join(", ")}`);
    case "word-added":
      return harmless(`+ ${change.table}: ${change.word}`);
    case "word-removed":
      return harmless(`- ${change.table}: ${change.word}`);
    default:
      return change satisfies never;
  }
}
