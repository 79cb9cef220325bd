import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { UserError } from "../../text/user-error.ts";
import { longestLine, readText } from "../text-file.ts";

/** The rows of a CSV file (RFC 4180), blank ones left out. Throws UserError that names the line. */
export async function* commaRows(path: string, quotes: boolean): AsyncGenerator<readonly string[]> {
  const parser = parse({
    delimiter: ",",
    skip_empty_lines: true,
    max_record_size: longestLine,
    ...(quotes ? {} : { quote: null }),
  });
  pipeline(Readable.from(readText(path)), parser, () => {});
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield cells;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const where = typeof error["lines"] === "number" ? `${path}, line ${error["lines"]}` : path;
    throw new UserError(
      `${where}: expected a table but found this problem: ${shortened(error.message)}. Mend the row, or name the file .txt if it holds one text a line.`,
    );
  }
}

const shortened = (message: string): string => message.slice(0, 200).replace(/\.*$/u, "");
