import { existsSync } from "node:fs";
import { readdir, readFile, rm, rmdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { writeAtomically } from "./atomic-write.ts";

/** A model in the cache: what was downloaded of it, and the commit it is pinned to. */
export interface CachedModel {
  readonly id: string;
  readonly commit: string;
  /** The folder with its files, in the Hugging Face layout. */
  readonly folder: string;
  /** Bytes of its files. */
  readonly bytes: number;
}

const manifest = z.object({
  version: z.literal(1),
  id: z.string(),
  commit: z.string(),
  files: z.array(z.object({ path: z.string(), size: z.int().nonnegative() })),
});

/** The folder for downloads: EVENHAND_CACHE, else the user's cache folder by the system's custom. */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment["EVENHAND_CACHE"];
  if (given !== undefined && given !== "") return given;
  const base = environment["XDG_CACHE_HOME"] ?? environment["LOCALAPPDATA"];
  return join(base === undefined || base === "" ? join(homedir(), ".cache") : base, "evenhand");
}

/** The folder of everything about a model: its lock, its manifest, its commits. */
export const modelRoot = (cache: string, id: string): string => join(cache, "models", id.replaceAll("/", "--"));

/** The folder of one commit's files. */
export const commitFolder = (cache: string, id: string, commit: string): string => join(modelRoot(cache, id), commit);

const manifestPath = (root: string): string => join(root, "manifest.json");

/** The cached model of that id; undefined where it is not there, or not wholly. */
export async function cachedModel(cache: string, id: string): Promise<CachedModel | undefined> {
  return readRoot(modelRoot(cache, id));
}

async function readRoot(root: string): Promise<CachedModel | undefined> {
  const text = await readFile(manifestPath(root), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const found = parse(text);
  if (found === undefined) return undefined;
  const folder = join(root, found.commit);
  for (const { path, size } of found.files) {
    const file = await stat(join(folder, path)).catch(() => undefined);
    if (file?.size !== size) return undefined;
  }
  return {
    id: found.id,
    commit: found.commit,
    folder,
    bytes: found.files.reduce((total, { size }) => total + size, 0),
  };
}

function parse(text: string): z.infer<typeof manifest> | undefined {
  try {
    return manifest.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Records that all files of a model's commit are there. */
export async function recordModel(cache: string, id: string, commit: string, files: readonly string[]): Promise<void> {
  const folder = commitFolder(cache, id, commit);
  const sizes = await Promise.all(files.map(async (path) => ({ path, size: (await stat(join(folder, path))).size })));
  const contents: z.infer<typeof manifest> = { version: 1, id, commit, files: sizes };
  await writeAtomically(manifestPath(modelRoot(cache, id)), `${JSON.stringify(contents, null, 2)}\n`);
}

/** The models in the cache, by name. Unfinished downloads are left out. */
export async function cacheList(cache: string): Promise<readonly CachedModel[]> {
  const folder = join(cache, "models");
  const names = existsSync(folder) ? await readdir(folder) : [];
  const found = await Promise.all(names.sort().map((name) => readRoot(join(folder, name))));
  return found.filter((model) => model !== undefined);
}

/** Deletes the folder of a model of which nothing came. */
export async function dropEmptyModel(cache: string, id: string): Promise<void> {
  for (const folder of [modelRoot(cache, id), join(cache, "models")]) await rmdir(folder).catch(() => {}); // what holds something stays
}

/** Deletes a model from the cache, or all of them, unfinished downloads included. Returns whether there was anything. */
export async function cacheClear(cache: string, id?: string): Promise<boolean> {
  const folder = id === undefined ? join(cache, "models") : modelRoot(cache, id);
  const there = existsSync(folder);
  await rm(folder, { recursive: true, force: true });
  return there;
}
