import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { cachedModel, commitFolder, dropEmptyModel, modelRoot, recordModel } from "../store/download-cache.ts";
import { type LockHolder, withLock, type Wait } from "../store/file-lock.ts";
import { modelFolder } from "../store/model-folder.ts";
import { openWriter, type OpenWriter } from "../store/partial-file.ts";
import { UserError } from "../text/user-error.ts";
import { download, isPassing, problemOf, type DownloadProblem, type DownloadTools } from "./download.ts";
import { explainDownload } from "./explain-download.ts";
import { wantedFiles } from "./wanted-files.ts";

/** Bytes of a file that have come. */
export interface DownloadProgress {
  readonly file: string;
  readonly done: number;
  /** Absent while it is unknown. */
  readonly total?: number;
}

/** Where models come from, and where they are kept. */
export interface HubOptions {
  /** The cache folder; see `cacheFolder`. */
  readonly cache: string;
  /** The hub; defaults to https://huggingface.co. */
  readonly endpoint?: string;
  /** Never uses the network; defaults to false. */
  readonly offline?: boolean;
  /** The bundled model that messages offer instead; defaults to mini. */
  readonly instead?: string;
  /** An access token, for gated models. */
  readonly token?: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Told once when another process is downloading the same model. */
  readonly onWait?: (holder: LockHolder) => void;
  /** Gives up where it aborts; what has come is kept, and a later try goes on from there. */
  readonly signal?: AbortSignal;
  /** Replaceable parts, for tests. */
  readonly fetch?: typeof fetch;
  readonly wait?: Wait;
  readonly openWriter?: OpenWriter;
}

/** Whether a name can be a hub id, such as "openai-community/gpt2". */
export const isHubId = (name: string): boolean => /^[\w-][\w.-]*(\/[\w-][\w.-]*)?$/.test(name) && !name.includes("..");

const listing = z.object({
  sha: z
    .string()
    .regex(/^[\w-]+$/)
    .default("main"),
  siblings: z.array(z.object({ rfilename: z.string() })),
});

/**
 * The folder of a hub model, downloaded where it is not in the cache yet, and pinned to the commit that was found then. Throws UserError where
 * it is unknown, gated, cannot be reached, is not what the hub says it is, or does not fit on the disk; the signal's reason where that aborts.
 */
export async function hubModel(id: string, options: HubOptions): Promise<string> {
  const { cache, offline = false, onWait = () => {}, signal } = options;
  const wait = options.wait ?? ((ms) => setTimeout(ms, undefined, signal === undefined ? {} : { signal }));
  const known = await cachedModel(cache, id);
  if (known !== undefined) return known.folder;
  if (offline) throw new UserError(explainDownload({ kind: "offline" }, id, cache, options.instead));
  const lock = join(modelRoot(cache, id), "lock");
  try {
    return await withLock(lock, wait, onWait, async () => {
      const finished = await cachedModel(cache, id); // by another process, while this one waited
      return finished === undefined ? fetchModel(id, { ...options, wait }) : finished.folder;
    });
  } catch (error) {
    await dropEmptyModel(cache, id);
    signal?.throwIfAborted();
    if (error instanceof UserError) throw error;
    throw new UserError(explainDownload(problemOf(error, cache), id, cache, options.instead), { cause: error });
  }
}

async function fetchModel(id: string, options: HubOptions & { readonly wait: Wait }): Promise<string> {
  const { cache, endpoint = "https://huggingface.co", token = "", signal } = options;
  const hub = endpoint.replace(/\/+$/, "");
  const headers = token === "" ? {} : { authorization: `Bearer ${token}` };
  const { sha, siblings } = await readListing(`${hub}/api/models/${id}`, id, headers, options);
  const offered = siblings.map(({ rfilename }) => rfilename).filter(isPlain);
  const folder = commitFolder(cache, id, sha);
  const get = async (file: string): Promise<void> => {
    const tools: DownloadTools = {
      fetch: (input, how) => (options.fetch ?? fetch)(input, { ...how, signal: signal ?? null }),
      wait: options.wait,
      openWriter: options.openWriter ?? openWriter,
      headers,
      ...(signal === undefined ? {} : { signal }),
      onBytes: (done, total) => options.onProgress?.({ file, done, ...(total === undefined ? {} : { total }) }),
    };
    if (modelFolderHas(folder, file)) return;
    const problem = await download(`${hub}/${id}/resolve/${sha}/${encodeURI(file)}`, join(folder, file), tools);
    if (problem !== undefined) throw new UserError(explainDownload(problem, `${id}, ${file}`, cache, options.instead));
  };
  if (!offered.includes("config.json")) {
    throw new UserError(
      `${id}: expected a model with a config.json but found ${offered.length} files without one. Choose a model in the Hugging Face layout.`,
    );
  }
  await get("config.json");
  const files = wantedFiles(offered, modelFolder(folder).json("config.json"), id);
  for (const file of files) await get(file);
  await recordModel(cache, id, sha, files);
  return folder;
}

/** A path that stays inside its folder. */
const isPlain = (file: string): boolean =>
  !file.startsWith("/") && !file.includes("\\") && !file.split("/").includes("..");

function modelFolderHas(folder: string, file: string): boolean {
  try {
    return modelFolder(folder).has(file);
  } catch {
    return false;
  }
}

async function readListing(
  url: string,
  id: string,
  headers: Readonly<Record<string, string>>,
  options: HubOptions & { readonly wait: Wait },
): Promise<z.infer<typeof listing>> {
  let problem: DownloadProblem = { kind: "no network", reason: "" };
  for (const pauseMs of [0, 500, 1000, 2000]) {
    if (pauseMs > 0) await options.wait(pauseMs);
    const asked = await askHub(url, headers, options);
    if ("text" in asked) return parseListing(asked.text, id);
    problem = asked.problem;
    if (!isPassing(problem)) break;
  }
  throw new UserError(explainDownload(problem, id, options.cache, options.instead));
}

async function askHub(
  url: string,
  headers: Readonly<Record<string, string>>,
  { signal, cache, fetch: fetcher = fetch }: HubOptions,
): Promise<{ readonly text: string } | { readonly problem: DownloadProblem }> {
  try {
    const response = await fetcher(url, { headers, signal: signal ?? null });
    if (response.ok) return { text: await response.text() };
    await response.body?.cancel();
    return { problem: { kind: "status", status: response.status } };
  } catch (error) {
    signal?.throwIfAborted();
    return { problem: problemOf(error, cache) };
  }
}

function parseListing(text: string, id: string): z.infer<typeof listing> {
  try {
    return listing.parse(JSON.parse(text));
  } catch (error) {
    throw new UserError(
      `${id}: expected the hub's description of a model but found something else. Check the endpoint, or use a local folder.`,
      { cause: error },
    );
  }
}
