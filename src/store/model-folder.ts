import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../text/user-error.ts";

/** A folder in the Hugging Face layout, for reading. Paths are relative to it, with "/". */
export interface ModelFolder {
  readonly path: string;
  has(file: string): boolean;
  /** The parsed contents of a JSON file. Throws UserError where it is missing or no JSON. */
  json(file: string): unknown;
  /** The absolute path of a file. */
  pathOf(file: string): string;
}

/** Opens a folder. Throws UserError where there is none. */
export function modelFolder(path: string): ModelFolder {
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    throw new UserError(
      `${path}: expected a folder in the Hugging Face layout but found ${existsSync(path) ? "a file" : "nothing"}. Name a folder that holds config.json and the model's files.`,
    );
  }
  const pathOf = (file: string): string => resolve(join(path, file));
  return {
    path: resolve(path),
    has: (file) => existsSync(pathOf(file)),
    pathOf,
    json(file) {
      if (!existsSync(pathOf(file)))
        throw new UserError(`${path}: expected a file ${file} but found none. Copy it from where the model came from.`);
      try {
        return JSON.parse(readFileSync(pathOf(file), "utf8"));
      } catch (error) {
        throw new UserError(
          `${pathOf(file)}: expected JSON but found: ${error instanceof Error ? error.message : "other text"}. Get the file again.`,
          { cause: error },
        );
      }
    },
  };
}

/** Size of a file in bytes. */
export const fileSize = (path: string): number => statSync(path).size;

/** The folder a file lies in. */
export const folderOf = (path: string): string => dirname(path);

/** All bytes of a file. */
export const fileBytes = (path: string): Uint8Array => readFileSync(path);

/** A stretch of a file. Throws RangeError where the file ends before it. */
export function fileSlice(path: string, offset: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  const file = openSync(path, "r");
  try {
    let done = 0;
    while (done < length) {
      const read = readSync(file, bytes, done, Math.min(length - done, 2 ** 30), offset + done);
      if (read === 0) throw new RangeError(`${path}: expected ${offset + length} bytes but found ${offset + done}.`);
      done += read;
    }
  } finally {
    closeSync(file);
  }
  return bytes;
}

/** Whether there is a folder at a path. */
export const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
