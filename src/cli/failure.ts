import { CommanderError } from "commander";
import { fileProblem } from "../text/file-problem.ts";
import { UserError } from "../text/user-error.ts";
import { harmless } from "../text/harmless.ts";
import { Interrupted } from "./interrupted.ts";

/** How a command that could not run ends: what stderr shows, and the exit code. */
export interface Failure {
  readonly text: string;
  readonly code: number;
}

/** Turns whatever was thrown into one line. With `debug` a defect shows its stack too; `called` is the command whose help tells its options. */
export function failure(error: unknown, debug: boolean, called = "evenhand"): Failure {
  if (error instanceof CommanderError) return fromCommander(error, called);
  if (error instanceof Interrupted) return { text: "", code: 130 };
  if (isUserError(error)) return { text: line(error.message), code: 2 };
  const file = fileProblem(error);
  if (file !== undefined) return { text: line(file), code: 2 };
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = debug && error instanceof Error ? `${error.stack ?? ""}\n` : "";
  const request =
    "This is a defect in evenhand: please report it with the command you ran (EVENHAND_DEBUG=1 shows where it happened)";
  return { text: `${line(`${what.replace(/[.\s]*$/u, "")}. ${request}.`)}${stack}`, code: 2 };
}

const isUserError = (error: unknown): error is Error =>
  error instanceof UserError || (error instanceof Error && error.name === "UserError");

/** --help and --version end by throwing too, with code 0 and nothing left to say. */
function fromCommander(error: CommanderError, called: string): Failure {
  if (error.exitCode === 0) return { text: "", code: 0 };
  const said = error.message.replace(/^error: /u, "").replace(/\n/gu, " ");
  if (error.code === "commander.help") return { text: "", code: 2 };
  const sentence = `${said.charAt(0).toUpperCase()}${said.slice(1)}`.replace(/([^.?)])$/u, "$1.");
  return { text: line(`${sentence} See ${called} --help.`), code: 2 };
}

const line = (text: string) => `evenhand: ${harmless(text.replace(/\s*\n\s*/gu, " "))}\n`;
