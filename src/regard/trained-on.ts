import { createHash } from "node:crypto";
import { readWords } from "./text-features.ts";

/** Bytes that tell a text: two of a million texts share them with a chance of 3 in 10⁸. */
const keyBytes = 8;

/** The beginning of the SHA-256 of the words as the bundled classifier reads them: demographics and marks of a mask are alike, so masked and unmasked texts have one key. */
const trainedOnKey = (text: string): Buffer =>
  createHash("sha256").update(readWords(text).join(" ")).digest().subarray(0, keyBytes);

/** A file that tells whether a classifier was trained on a text, without holding it: the sorted keys of its training texts. */
export function writeTrainedOn(texts: Iterable<string>): Uint8Array {
  const keys = new Set(Array.from(texts, (text) => trainedOnKey(text).toString("hex")));
  return Buffer.from([...keys].toSorted().join(""), "hex");
}

/** Whether a text is among those of such a file. */
export function readTrainedOn(bytes: Uint8Array): (text: string) => boolean {
  const all = Buffer.from(bytes).toString("hex");
  const keys = new Set<string>();
  for (let at = 0; at < all.length; at += 2 * keyBytes) keys.add(all.slice(at, at + 2 * keyBytes));
  return (text) => keys.has(trainedOnKey(text).toString("hex"));
}
