import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { UserError } from "../text/user-error.ts";
import { codeOf } from "./code-of.ts";

/** Text files larger than this in one line are taken for something else. */
export const longestLine = 1_000_000;

/**
 * The text of a UTF-8 file, piece by piece; a byte-order mark is dropped. Memory: one piece.
 * Throws UserError where there is no readable text: a missing file, a folder, a binary file, another encoding.
 */
export async function* readText(path: string): AsyncGenerator<string> {
  await expectFile(path);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw new UserError(`${path}: expected text in UTF-8 but found bytes that are none. Convert the file to UTF-8.`);
    }
  };
  for await (const bytes of createReadStream(path) as AsyncIterable<Uint8Array>) {
    if (bytes.includes(0))
      throw new UserError(`${path}: expected a text file but found binary data. Name a file of texts.`);
    yield decode(bytes);
  }
  yield decode();
}

/** The lines of a text file with their numbers, from 1; line ends are dropped. Memory: one line. */
export async function* readLines(path: string): AsyncGenerator<{ readonly line: number; readonly text: string }> {
  let rest = "";
  let line = 0;
  for await (const piece of readText(path)) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestLine) {
      throw new UserError(
        `${path}, line ${line + lines.length + 1}: expected at most ${longestLine} characters in a line but found more. Break it into lines.`,
      );
    }
    for (const text of lines) yield { line: ++line, text: text.replace(/\r$/u, "") };
  }
  if (rest !== "") yield { line: ++line, text: rest.replace(/\r$/u, "") };
}

async function expectFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error)))
      throw new UserError(`${path}: expected a file but found nothing there. Check the path.`);
    throw error;
  });
  if (found.isDirectory()) throw new UserError(`${path}: expected a file but found a folder. Name a file in it.`);
}
