import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "./atomic-write.ts";
import { digestOf } from "./digest.ts";
import { clearKept, keptFiles } from "./kept-files.ts";

/** Vectors of features that were computed before, by a digest of everything that decides them. */
export interface VectorCache {
  /** The vectors under a key; undefined where there are none, or damaged ones. */
  get(key: string): Promise<readonly Float32Array[] | undefined>;
  /** Keeps vectors of one length. A cache that cannot be written, as on a full disk, is passed over: it only saves time. */
  put(key: string, vectors: readonly Float32Array[]): Promise<void>;
}

const folderOf = (cache: string): string => join(cache, "features");
const pathOf = (cache: string, key: string): string => join(folderOf(cache), key.slice(0, 2), `${key}.f32`);

/** The cache of features in the folder of downloads. A key is a SHA-256, hexadecimal. An entry is a line with its key, width and content's digest, then the numbers; it is dropped where they differ. */
export function vectorCache(cache: string): VectorCache {
  return {
    async get(key) {
      const path = pathOf(cache, key);
      const bytes = await readFile(path).catch(() => undefined);
      if (bytes === undefined) return undefined;
      const end = bytes.indexOf(0x0a);
      const body = new Uint8Array(bytes.subarray(end + 1));
      const head = bytes.subarray(0, Math.max(end, 0)).toString("utf8");
      const width = Number(head.split(" ")[3]);
      if (head === headOf(key, width, body) && body.byteLength % (4 * width) === 0)
        return rowsOf(new Float32Array(body.buffer), width);
      await rm(path, { force: true }).catch(() => undefined);
      return undefined;
    },
    async put(key, vectors) {
      const width = vectors[0]?.length ?? 0;
      const all = new Float32Array(vectors.length * width);
      for (const [row, vector] of vectors.entries()) all.set(vector, row * width);
      const body = new Uint8Array(all.buffer);
      const head = new TextEncoder().encode(`${headOf(key, width, body)}\n`);
      const file = new Uint8Array(head.length + body.length);
      file.set(head);
      file.set(body, head.length);
      await writeAtomically(pathOf(cache, key), file).catch(() => undefined);
    },
  };
}

const headOf = (key: string, width: number, body: Uint8Array): string =>
  `evenhand-vectors 1 ${key} ${width} ${digestOf(body)}`;

const rowsOf = (all: Float32Array, width: number): readonly Float32Array[] =>
  Array.from({ length: all.length / width }, (_, row) => all.slice(row * width, (row + 1) * width));

/** Bytes of features that are kept. */
export const cachedVectors = async (cache: string): Promise<number> => (await keptFiles(folderOf(cache), ".f32")).bytes;

/** Deletes all kept features. Returns whether there were any. */
export const clearVectors = (cache: string): Promise<boolean> => clearKept(folderOf(cache));
