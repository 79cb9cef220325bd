import { Command } from "commander";
import { commands } from "./commands.ts";
import { failure } from "./failure.ts";
import { optionDescription } from "./option-description.ts";
import type { Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";
import { version } from "./version.ts";

/** Runs one command line and returns its exit code: 0 fine, 1 it found something, 2 it could not run. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let hasFound = false;
  const session: Session = { terminal, found: () => void (hasFound = true) };
  let called = "evenhand";
  try {
    const words = withCommand(argv, terminal);
    const commands = await program(words, session);
    called = calledIn(commands, words);
    await commands.parseAsync(words, { from: "user" });
    return hasFound ? 1 : 0;
  } catch (error) {
    const { text, code } = failure(error, isSet(terminal.environment["EVENHAND_DEBUG"]), called);
    terminal.log(text);
    return code;
  }
}

/** The program with all its commands; only the one that `words` call is loaded, with its options. */
async function program(words: readonly string[], session: Session): Promise<Command> {
  const program = new Command("evenhand")
    .description("Makes a language model treat demographic groups alike, and measures what is left.")
    .version(version)
    .configureHelp({ subcommandTerm: (command) => command.name() }) // what is not loaded knows no arguments
    .enablePositionalOptions() // `audit import --out`: an option belongs to the command it follows
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void session.terminal.write(text),
      writeErr: (text) => session.terminal.log(text),
      outputError: () => {},
    });
  const called = words[0] === "help" ? words[1] : words[0];
  for (const { name, about, load } of commands) {
    const command = program.command(name).description(about).configureHelp({ optionDescription });
    if (name === called) (await load())(command, session);
  }
  return program;
}

/** The command that words call, with those above it: "evenhand words new". */
function calledIn(command: Command, [word, ...more]: readonly string[]): string {
  const called = command.commands.find((one) => one.name() === word);
  return called === undefined ? command.name() : `${command.name()} ${calledIn(called, more)}`;
}

/**
 * With no command named, the application opens on a terminal; with options of the demo, or anywhere else, the demo runs: `evenhand --json`. Where
 * there is no application to read aloud, `--screen-reader` gets the demo in plain text.
 */
function withCommand(argv: readonly string[], terminal: Terminal): string[] {
  const first = argv[0];
  if (first !== undefined && (!first.startsWith("-") || aboutProgram.has(first))) return [...argv];
  if (terminal.page !== undefined && argv.every((option) => option === spoken)) return ["ui", ...argv];
  return ["demo", ...argv.map((option) => (option === spoken ? "--plain" : option))];
}

const spoken = "--screen-reader";
const aboutProgram: ReadonlySet<string> = new Set(["-h", "--help", "-V", "--version"]);

const isSet = (value: string | undefined) => value !== undefined && value !== "";
