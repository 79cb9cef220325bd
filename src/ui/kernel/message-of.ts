import { fileProblem } from "../../text/file-problem.ts";

/** What a screen says of an error, as the command line would. */
export const messageOf = (error: unknown): string =>
  fileProblem(error) ?? (error instanceof Error ? error.message : String(error));
