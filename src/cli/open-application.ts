import { relative } from "node:path";
import { endEngines } from "../models/engine-thread.ts";
import { findListFolder } from "../store/word-lists.ts";
import { harmless } from "../text/harmless.ts";
import { shellWord } from "../text/shell-word.ts";
import { UserError } from "../text/user-error.ts";
import { startApplication } from "../ui/start-application.ts";
import type { EditOptions, UiOptions } from "./ui-options.ts";
import { Interrupted } from "./interrupted.ts";
import type { Page, Terminal } from "./terminal.ts";

/** Runs the application until it is left. Throws UserError where there is no terminal for it, Interrupted where Ctrl-C left it. */
export async function openApplication(options: UiOptions, terminal: Terminal): Promise<void> {
  const { page, environment } = terminal;
  if (page === undefined) {
    throw new UserError(
      "ui: expected a terminal to draw on but found none. Run a command instead: evenhand generate, audit or words; see evenhand --help.",
    );
  }
  await runOn(page, options, terminal, environment);
}

async function runOn(
  { stdin, stdout, held }: Page,
  { screenReader = false, offline = false, list }: UiOptions,
  terminal: Terminal,
  environment: Terminal["environment"],
): Promise<void> {
  const isRead = screenReader || environment["INK_SCREEN_READER"] === "true";
  try {
    const { left, audit } = await startApplication({
      folder: process.cwd(),
      network: { environment, offline },
      now: () => terminal.now(),
      terminal: { stdin, stdout, held, plain: terminal.plain || isRead, screenReader: isRead },
      ...(list === undefined ? {} : { list }),
    });
    if (audit !== undefined) terminal.log(wayOn(relative(process.cwd(), audit)));
    if (left === "interrupted") throw new Interrupted();
  } finally {
    await endEngines();
  }
}

const wayOn = (folder: string): string =>
  `The audit stopped; the texts it finished are kept. It goes on with:\nevenhand audit resume ${shellWord(harmless(folder))}\n`;

/** Opens the editor on a list. Throws UserError where there is no such list, or no terminal. */
export async function editList(list: string, options: EditOptions, terminal: Terminal): Promise<void> {
  findListFolder(list);
  const refused = options.json === true ? "--json" : options.plain === true ? "--plain" : undefined;
  if (terminal.page === undefined || refused !== undefined) {
    const found = terminal.page === undefined ? "none" : `${refused}, with which nothing is drawn`;
    throw new UserError(
      `words edit: expected a terminal to draw on but found ${found}. Edit the folder's CSV files and check them with evenhand words lint --fix, or make a list with evenhand words new or import.`,
    );
  }
  await openApplication({ ...options, list }, terminal);
}
