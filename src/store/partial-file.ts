import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.ts";
import { openToAppend } from "./open-to-append.ts";

/** What a finished file must be. The hash is a sha256, or the sha1 that git gives to a file ("blob"). */
export interface ExpectedFile {
  readonly size?: number;
  readonly hash?: string;
}

/** Appends to a file that is being downloaded. */
interface ChunkWriter {
  write(chunk: Uint8Array): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens a file for appending; an argument so that a full disk can be played. */
export type OpenWriter = (path: string) => Promise<ChunkWriter>;

/** Appends to the real file. */
export const openWriter: OpenWriter = async (path) => {
  await makeFolder(dirname(path));
  const file = await openToAppend(path);
  return { write: (chunk) => file.write(chunk), close: () => file.close() };
};

const draftOf = (path: string): string => `${path}.part`;

/** Bytes of `path` that an earlier download left; 0 where there are none. */
export async function partialSize(path: string): Promise<number> {
  const found = await stat(draftOf(path)).catch(() => undefined);
  return found?.size ?? 0;
}

/** Throws away what an earlier download left. */
export const dropPartial = (path: string): Promise<void> => rm(draftOf(path), { force: true });

/** Appends chunks to what is there of `path`. What arrived before an error stays. */
export async function appendPartial(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (count: number) => void,
  openAt: OpenWriter,
): Promise<void> {
  const writer = await openAt(draftOf(path));
  try {
    for await (const chunk of chunks) {
      await writer.write(chunk);
      onBytes(chunk.length);
    }
  } finally {
    await writer.close();
  }
}

/** Makes the download the file `path`, all at once, if it is what was expected; else throws it away and returns what it is. */
export async function finishPartial(
  path: string,
  expected: ExpectedFile,
): Promise<"fine" | "wrong size" | "wrong hash"> {
  const draft = draftOf(path);
  const { size } = await stat(draft);
  const verdict = await check(draft, size, expected);
  if (verdict === "fine") await rename(draft, path);
  else await rm(draft);
  return verdict;
}

async function check(
  draft: string,
  size: number,
  expected: ExpectedFile,
): Promise<"fine" | "wrong size" | "wrong hash"> {
  if (expected.size !== undefined && expected.size !== size) return "wrong size";
  if (expected.hash === undefined) return "fine";
  const hash = createHash(expected.hash.length === 64 ? "sha256" : "sha1");
  if (expected.hash.length === 40) hash.update(`blob ${size}\0`);
  for await (const chunk of createReadStream(draft)) hash.update(chunk as Uint8Array);
  return hash.digest("hex") === expected.hash ? "fine" : "wrong hash";
}
