import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** SHA-256 of a text or of bytes, hexadecimal. */
export const digestOf = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** SHA-256 of a file's content. Memory: one piece. Errors have the path as `path`: the system's do not, where it is a folder. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const piece of createReadStream(path) as AsyncIterable<Uint8Array>) hash.update(piece);
  } catch (error) {
    throw error instanceof Error ? Object.assign(error, { path }) : error;
  }
  return hash.digest("hex");
}

/**
 * SHA-256 over the sorted names and contents of some files of a folder. Files that explain (.md) and hidden ones are left out: they shape no
 * result. A folder's own name and place do not enter.
 *
 * @param accept which files, by their path in the folder, with "/"
 */
export async function folderDigest(folder: string, accept: (path: string) => boolean = () => true): Promise<string> {
  const names = (await filesIn(folder)).filter(accept).toSorted();
  const lines: string[] = [];
  for (const name of names) lines.push(`${await fileDigest(join(folder, name))} ${name}\n`);
  return digestOf(lines.join(""));
}

/** Deep enough for every layout in use; a link that leads back to its own folder ends somewhere. */
const deepest = 3;

/** The files of a folder and the folders in it, by their paths in it, in no order. */
export async function filesIn(folder: string, under = "", depth = 0): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(folder, under), { withFileTypes: true })) {
    if (entry.name.startsWith(".") || entry.name.endsWith(".md")) continue;
    const name = under === "" ? entry.name : `${under}/${entry.name}`;
    if (!entry.isDirectory()) found.push(name);
    else if (depth < deepest) found.push(...(await filesIn(folder, name, depth + 1)));
  }
  return found;
}
