import { createInterface } from "node:readline";
import { isatty } from "node:tty";

/** What a person or a program sends to a command. */
export interface TerminalInput {
  /** Whether keys can be read one by one. */
  readonly isTerminal: boolean;
  /** Key after key as they are pressed, Ctrl-C as `interruptKey`. The terminal is as before once reading ends, however it ends. */
  keys(): AsyncIterable<string>;
  /** Line after line until the end. */
  lines(): AsyncIterable<string>;
}

/** The whole page of a terminal, with its keys. */
export interface Page {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Takes down how the terminal is given back, should the process end while it is held; undefined once it was given back. */
  readonly held: (giveBack: (() => void) | undefined) => void;
}

/** Ctrl-C, where keys are read one by one. */
export const interruptKey = "\u0003";

/** A command's only door to the process it runs in. Tests and the picture in the README put their own in its place. */
export interface Terminal {
  /** Cells in a line of stdout. */
  readonly columns: number;
  /** Neither colours nor cursor movement on stdout. */
  readonly plain: boolean;
  /** Whether progress may redraw its line on stderr. */
  readonly live: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absent where nothing can be read. */
  readonly input?: TerminalInput;
  /** For the application; absent where there is no terminal on both sides, or one that cannot move its cursor, or CI. */
  readonly page?: Page;
  /** Writes to stdout; resolves once the text is taken, so that a slow reader slows the writer down. */
  write(text: string): Promise<void>;
  /** Writes to stderr. */
  log(text: string): void;
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** What stderr is to say if Ctrl-C ends the process from here on; undefined for nothing. */
  atInterrupt?(words: string | undefined): void;
}

/** The terminal of this process, and what it is to say when Ctrl-C ends it. */
export function processTerminal(): Terminal & { lastWords(): string; giveBack(): void } {
  let lastWords = "";
  let giveBack: (() => void) | undefined;
  const { stdout, stderr, env } = process;
  const quiet = isSet(env["NO_COLOR"]) || cannotDraw(env);
  return {
    columns: stdout.columns > 0 ? stdout.columns : 100, // some terminals say 0, a pipe nothing
    plain: !stdout.isTTY || quiet,
    live: stderr.isTTY && !quiet,
    environment: env,
    input: {
      isTerminal: isatty(0) && isatty(1),
      keys: () => keysOf(process.stdin),
      lines: () => createInterface({ input: process.stdin }),
    },
    ...(isatty(0) && isatty(1) && !cannotDraw(env)
      ? { page: { stdin: process.stdin, stdout, held: (how) => void (giveBack = how) } }
      : {}),
    write: (text) =>
      new Promise((resolve) => {
        if (stdout.write(text)) resolve();
        else stdout.once("drain", resolve);
      }),
    log: (text) => void stderr.write(text),
    now: () => performance.now(),
    atInterrupt: (words) => void (lastWords = words ?? ""),
    lastWords: () => lastWords,
    giveBack: () => giveBack?.(),
  };
}

/** Whether nobody watches, or the terminal cannot move its cursor. */
const cannotDraw = (env: Terminal["environment"]): boolean => isSet(env["CI"]) || env["TERM"] === "dumb";

/** The same terminal without colours and cursor movement, where `plain` asks for it. */
export function asAsked(terminal: Terminal, asked: { readonly plain?: boolean }): Terminal {
  return asked.plain === true ? { ...terminal, plain: true, live: false } : terminal;
}

const isSet = (value: string | undefined) => value !== undefined && value !== "";

/** Ctrl-D ends the keys. Escape sequences (arrows) come as one key of several characters. */
async function* keysOf(stdin: NodeJS.ReadStream): AsyncGenerator<string> {
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  try {
    // Left open: a closed stream could not leave raw mode any more.
    for await (const chunk of stdin.iterator({ destroyOnReturn: false }) as AsyncIterable<string>) {
      for (const key of chunk.startsWith("\u001B") ? [chunk] : chunk) {
        if (key === "\u0004") return;
        yield key;
      }
    }
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}
