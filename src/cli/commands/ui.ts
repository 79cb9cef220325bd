import type { Command } from "commander";
import type { Session } from "../session.ts";
import type { UiOptions, EditOptions } from "../ui-options.ts";

/** `ui`, and the program with no command on a terminal: the application. */
export function registerUi(command: Command, session: Session): void {
  withUiOptions(command).action(async (options: UiOptions) => {
    const { openApplication } = await import("../open-application.ts");
    await openApplication(options, session.terminal);
  });
}

/** `words edit`: the application, open on one list. */
export function registerWordsEdit(words: Command, session: Session): void {
  withUiOptions(words.command("edit").description("write a list on a terminal: a table of orbits, checked as you type"))
    .option("--json", "refused: see words new, import, lint --fix and diff")
    .option("--plain", "refused likewise")
    .argument("<list>", "a shipped list, which is edited as a copy, or a folder")
    .action(async (list: string, options: EditOptions) => {
      const { editList } = await import("../open-application.ts");
      await editList(list, options, session.terminal);
    });
}

const withUiOptions = (command: Command) =>
  command
    .option("--screen-reader", "lines in sentences, no columns (also INK_SCREEN_READER=true)")
    .option("--offline", "never use the network");
