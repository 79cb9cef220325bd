import { readFileSync, statSync } from "node:fs";
import { UserError } from "../text/user-error.ts";

/** A file that people write by hand is smaller than this, in bytes; a larger one is something else. */
const largest = 16_000_000;

/** The text of a small UTF-8 file, a byte-order mark kept. Throws UserError where it is too large, binary or in another encoding. */
export function readSmallText(path: string): string {
  const { size } = statSync(path);
  if (size > largest)
    throw new UserError(`${path}: expected at most ${largest} bytes but found ${size}. Split the file.`);
  const bytes = readFileSync(path);
  if (bytes.includes(0)) throw new UserError(`${path}: expected text but found binary data. Name a CSV file.`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new UserError(`${path}: expected text in UTF-8 but found bytes that are none. Convert the file to UTF-8.`, {
      cause: error,
    });
  }
}
