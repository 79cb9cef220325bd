import type { Command } from "commander";
import type { Terminal } from "./terminal.ts";

/** What a command is given beside its arguments. */
export interface Session {
  readonly terminal: Terminal;
  /** Tells that the command ran and found something: the exit code becomes 1. */
  found(): void;
}

/** Gives a command its options, its sub-commands and its action. One such function a file in commands/. */
export type Register = (command: Command, session: Session) => void;
