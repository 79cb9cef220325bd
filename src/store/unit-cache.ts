import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { constants, gunzip, gzip } from "node:zlib";
import { writeAtomically } from "./atomic-write.ts";
import { digestOf } from "./digest.ts";
import { clearKept, keptFiles } from "./kept-files.ts";

/** Texts that were written before, by everything that decides them. */
export interface UnitCache {
  /** The lines under a key; undefined where there are none, or damaged ones. */
  get(key: string): Promise<readonly string[] | undefined>;
  /** Keeps lines. A cache that cannot be written, as on a full disk, is passed over: it only saves time. */
  put(key: string, lines: readonly string[]): Promise<void>;
}

const folderOf = (cache: string): string => join(cache, "audits");
const pathOf = (cache: string, key: string): string => join(folderOf(cache), key.slice(0, 2), `${key}.gz`);

/** The cache of audits in the folder of downloads. A key is a SHA-256, hexadecimal. An entry begins with its key and its content's digest, and is dropped where they differ. */
export function unitCache(cache: string): UnitCache {
  return {
    async get(key) {
      const path = pathOf(cache, key);
      try {
        const [head = "", ...lines] = (await promisify(gunzip)(await readFile(path))).toString("utf8").split("\n");
        const body = lines.join("\n");
        if (head !== headOf(key, body)) throw new Error("Expected the content that was written.");
        return lines.slice(0, -1);
      } catch {
        await rm(path, { force: true }).catch(() => undefined);
        return undefined;
      }
    },
    async put(key, lines) {
      const body = lines.map((line) => `${line}\n`).join("");
      const packed = await promisify(gzip)(`${headOf(key, body)}\n${body}`, { level: constants.Z_BEST_SPEED });
      await writeAtomically(pathOf(cache, key), packed).catch(() => undefined);
    },
  };
}

const headOf = (key: string, body: string): string => `evenhand-unit 1 ${key} ${digestOf(body)}`;

/** How many units of audits are kept, and their bytes. */
export async function cachedUnits(cache: string): Promise<{ readonly units: number; readonly bytes: number }> {
  const { count, bytes } = await keptFiles(folderOf(cache), ".gz");
  return { units: count, bytes };
}

/** Deletes all units of audits. Returns whether there were any. */
export const clearUnits = (cache: string): Promise<boolean> => clearKept(folderOf(cache));
