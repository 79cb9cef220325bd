import { existsSync, readdirSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { parseListDescription } from "../wordlist/list-description.ts";
import type { Draft } from "../wordlist/author/draft.ts";
import type { WordListFiles } from "../wordlist/read-word-list.ts";
import { writeAtomically } from "./atomic-write.ts";
import { digestOf } from "./digest.ts";

/** A draft with changes that are not saved, kept so that no kill loses them. */
export interface KeptDraft {
  /** Whose: a list's folder as an absolute path, or the name of a shipped list. */
  readonly list: string;
  /** `filesDigest` of the list's files that the draft began from. */
  readonly base: string;
  readonly draft: Draft;
}

const row = z.strictObject({ words: z.array(z.string()), role: z.string(), number: z.string(), note: z.string() });
const word = z.strictObject({ word: z.string(), note: z.string() });
const keptFile = z.strictObject({
  version: z.literal(1),
  list: z.string(),
  base: z.string(),
  draft: z.strictObject({
    description: z.unknown(),
    equality: z.array(row),
    neutral: z.array(word),
    general: z.array(word),
  }),
});

const draftsFolder = (cache: string): string => join(cache, "drafts");
const pathOf = (cache: string, list: string): string =>
  join(draftsFolder(cache), `${digestOf(list).slice(0, 32)}.json`);

/** Keeps a draft in place of the one kept before for the same list; the file holds either of them whole. */
export async function keepDraft(cache: string, { list, base, draft }: KeptDraft): Promise<void> {
  await writeAtomically(pathOf(cache, list), JSON.stringify({ version: 1, list, base, draft }));
}

/** The draft kept for a list, undefined where there is none. One that cannot be read is set aside, and its new path is told. */
export async function readKeptDraft(
  cache: string,
  list: string,
): Promise<{ readonly kept?: KeptDraft; readonly setAside?: string }> {
  const path = pathOf(cache, list);
  if (!existsSync(path)) return {};
  const kept = parseKept(await readFile(path, "utf8"), path);
  if (kept?.list === list) return { kept };
  const setAside = `${path}.unreadable`;
  await rename(path, setAside);
  return { setAside };
}

/** Forgets the draft kept for a list. */
export async function dropDraft(cache: string, list: string): Promise<void> {
  await rm(pathOf(cache, list), { force: true });
}

/** The lists that a draft is kept for. */
export async function keptDrafts(cache: string): Promise<readonly string[]> {
  const folder = draftsFolder(cache);
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const kept = await Promise.all(
    paths.map(async (name) => parseKept(await readFile(join(folder, name), "utf8").catch(() => ""), name)),
  );
  return kept.flatMap((one) => (one === undefined ? [] : [one.list])).toSorted();
}

/** Tells one state of a list's files from another: whether somebody else has changed them. */
export const filesDigest = ({ description, equality, neutral, general }: WordListFiles): string =>
  digestOf(JSON.stringify([description, equality, neutral ?? null, general ?? null]));

function parseKept(text: string, path: string): KeptDraft | undefined {
  try {
    const { list, base, draft } = keptFile.parse(JSON.parse(text));
    const description = parseListDescription(JSON.stringify(draft.description), path);
    const columns = description.demographics.length;
    return draft.equality.every(({ words }) => words.length === columns)
      ? { list, base, draft: { ...draft, description } }
      : undefined;
  } catch {
    return undefined;
  }
}
