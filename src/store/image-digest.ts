import { readFile } from "node:fs/promises";
import { digestOf } from "./digest.ts";
import type { ImageFile } from "./image-folder.ts";

/** SHA-256 over the contents of images and their classes' numbers, in order. Names and places do not enter. Memory: one file. */
export async function imagesDigest(files: readonly ImageFile[]): Promise<string> {
  const lines: string[] = [];
  for (const { path, label } of files) lines.push(`${digestOf(await readFile(path))} ${label}\n`);
  return digestOf(lines.join(""));
}
