import { existsSync, readFileSync } from "node:fs";
import { readNamedArrays, writeNamedArrays } from "../regard/named-arrays.ts";
import { writeAtomically } from "./atomic-write.ts";

/** Arrays kept in a file so that what made them need not run again. `key` tells what they were made of. */
export interface KeptArrays {
  readonly key: string;
  readonly arrays: Readonly<Record<string, Float32Array>>;
}

/** The arrays of a file, or undefined where there is none, it is damaged, or it was made of something else. */
export function keptArrays(path: string, key: string): KeptArrays["arrays"] | undefined {
  if (!existsSync(path)) return undefined;
  const read = readNamedArrays(readFileSync(path));
  if (read?.lists["key"]?.[0] !== key) return undefined;
  return Object.fromEntries(Object.entries(read.arrays).map(([name, values]) => [name, Float32Array.from(values)]));
}

/** Writes arrays for {@link keptArrays}. */
export async function keepArrays(path: string, { key, arrays }: KeptArrays): Promise<void> {
  await writeAtomically(path, writeNamedArrays({ arrays, lists: { key: [key] } }));
}
