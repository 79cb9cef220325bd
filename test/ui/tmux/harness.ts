import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Why no test of the whole application can run here; undefined where they can. */
export const tmuxMissing: string | undefined =
  spawnSync("tmux", ["-V"]).status === 0 ? undefined : "tmux is not installed";

const program = join(import.meta.dirname, "../../../dist/cli/main.js");

/** How long a test waits for a text before it gives up, ms. Long, since machines that run tests are busy; a text that is there is seen at once. */
const patience = 60_000;
const lookAgain = 50;

/** What a test may change about the shell in the terminal. */
export interface Surroundings {
  readonly columns?: number;
  readonly rows?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A shell in a real terminal, driven by keys. */
export interface TestTerminal {
  /** An empty folder, in which the shell stands. */
  readonly folder: string;
  /** Presses keys under tmux's names: "Enter", "Escape", "Down", "C-c", "j". */
  readonly press: (...keys: readonly string[]) => void;
  /** Types a text as it is. */
  readonly type: (text: string) => void;
  /** Pastes a text, as a terminal does from the clipboard. */
  readonly paste: (text: string) => void;
  /** Types a command line into the shell; `evenhand` is the built program. */
  readonly run: (command: string) => void;
  /** What can be seen, without spaces at line ends. */
  readonly screen: () => string;
  /** The same with its colours as escape sequences. */
  readonly colours: () => string;
  /** The screen once it holds the text. Throws with the last screen where it never does. */
  readonly waitFor: (text: string | RegExp) => Promise<string>;
  /** The screen once it no longer holds the text. */
  readonly waitUntilGone: (text: string | RegExp) => Promise<string>;
  /** The screen once it stays as it is for half a second. */
  readonly settled: () => Promise<string>;
  readonly resize: (columns: number, rows: number) => void;
  /** Ends the program that runs in the shell by a signal. */
  readonly signal: (name: "KILL" | "TERM" | "HUP") => void;
  /** Waits until the shell is back, and says how the program ended and what state it left the terminal in. */
  readonly afterwards: () => Promise<Afterwards>;
  readonly close: () => void;
}

/** The terminal after a program. */
export interface Afterwards {
  readonly code: number;
  /** Whether `stty` says what it said before the program ran. */
  readonly isSane: boolean;
  readonly isCursorShown: boolean;
  readonly isOnOwnPage: boolean;
}

let opened = 0;

/** Opens a shell in a terminal of its own; `close` ends it. */
export async function openTerminal({
  columns = 80,
  rows = 24,
  environment = {},
}: Surroundings = {}): Promise<TestTerminal> {
  const root = mkdtempSync(join(tmpdir(), "evenhand-tmux-"));
  const folder = join(root, "here");
  mkdirSync(folder);
  const socket = `evenhand-${process.pid}-${++opened}`;
  const tmux = (...args: readonly string[]): string =>
    execFileSync("tmux", ["-L", socket, "-f", "/dev/null", ...args], {
      encoding: "utf8",
      env: shellEnvironment(root, environment),
    });
  tmux("new-session", "-d", "-x", String(columns), "-y", String(rows), "-c", folder, "sh");
  tmux("set-option", "-g", "status", "off");
  tmux("set-option", "-s", "escape-time", "0");
  tmux("resize-window", "-x", String(columns), "-y", String(rows));
  const type = (text: string): void => void tmux("send-keys", "-l", text);
  const press = (...keys: readonly string[]): void => void tmux("send-keys", ...keys);
  const screen = (): string => tmux("capture-pane", "-p").replaceAll(root, "ROOT");
  const shown = (format: string): string => tmux("display-message", "-p", format).trim();
  const waitFor = (text: string | RegExp): Promise<string> => until(screen, (seen) => holds(seen, text), String(text));
  const enter = (command: string): void => {
    type(command);
    press("Enter");
  };
  enter(`PS1='$ '; evenhand() { '${process.execPath}' '${program}' "$@"; }; before=$(stty -g); clear; echo ready`);
  await waitFor(/^ready$/mu);
  return {
    folder,
    press,
    type,
    paste(text) {
      tmux("set-buffer", "--", text);
      tmux("paste-buffer", "-p");
    },
    run: (command) => enter(`clear; ${command}; echo "ended with $?"`),
    screen,
    colours: () => tmux("capture-pane", "-p", "-e").replaceAll(folder, "~"),
    waitFor,
    waitUntilGone: (text) => until(screen, (seen) => !holds(seen, text), `no ${String(text)}`),
    settled: () => settled(screen),
    resize: (width, height) => void tmux("resize-window", "-x", String(width), "-y", String(height)),
    signal: (name) => execFileSync("kill", [`-${name}`, childOf(Number(shown("#{pane_pid}")))]),
    async afterwards() {
      const [, code = ""] = /^ended with (\d+)$/mu.exec(await waitFor(/^ended with \d+$/mu)) ?? [];
      const [isCursorShown, isOnOwnPage] = [shown("#{cursor_flag}") === "1", shown("#{alternate_on}") === "1"];
      enter('clear; [ "$(stty -g)" = "$before" ] && echo "same terminal" || echo "other terminal"');
      const isSane = (await waitFor(/^(?:same|other) terminal$/mu)).includes("same terminal");
      return { code: Number(code), isSane, isCursorShown, isOnOwnPage };
    },
    close() {
      tmux("kill-server");
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Neither CI nor NO_COLOR of the process that runs the tests, and an empty cache off the network. */
function shellEnvironment(
  root: string,
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { PATH = "", HOME = "" } = process.env;
  const cache = join(root, "cache");
  return { PATH, HOME, LANG: "C.UTF-8", EVENHAND_CACHE: cache, HF_ENDPOINT: "http://127.0.0.1:9", ...environment };
}

const holds = (seen: string, text: string | RegExp): boolean =>
  typeof text === "string" ? seen.includes(text) : text.test(seen);

async function until(look: () => string, isThere: (seen: string) => boolean, what: string): Promise<string> {
  const end = performance.now() + patience;
  for (;;) {
    const seen = look();
    if (isThere(seen)) return seen;
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}. The screen is:\n${seen}`);
    await sleep(lookAgain);
  }
}

const looksAlike = 10;

async function settled(look: () => string): Promise<string> {
  let [last, alike] = [look(), 0];
  return until(
    look,
    (seen) => {
      alike = seen === last ? alike + 1 : 0;
      last = seen;
      return alike === looksAlike;
    },
    "a screen that stays",
  );
}

/** The process that a shell is waiting for. */
function childOf(shell: number): string {
  const all = execFileSync("ps", ["-e", "-o", "pid=,ppid="], { encoding: "utf8" });
  const rows = all.split("\n").map((line) => line.trim().split(/\s+/u));
  const child = rows.find(([, parent]) => Number(parent) === shell)?.[0];
  if (child === undefined) throw new Error("No program runs in the shell.");
  return child;
}
