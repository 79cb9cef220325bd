import { type Command, Option } from "commander";
import { UserError } from "../../text/user-error.ts";
import { withCommonOptions } from "../common-options.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";
import type { LintOptions, PreviewOptions } from "../words/lint-options.ts";
import { type WordsOptions, withTokenizer } from "../words/words-options.ts";
import { registerWordsEdit } from "./ui.ts";
import { registerWordsAuthoring } from "./words-authoring.ts";

const actions = "list, show, lint, preview, new, edit, import, export, diff, merge, suggest or coverage";

/** `words list|show|lint|preview`: word lists, and what they do to a model's tokens. */
export function registerWords(words: Command, session: Session): void {
  words.argument("[action]").action((action: string | undefined) => {
    const found = action === undefined ? "nothing" : `"${action}"`;
    throw new UserError(`words: expected ${actions} but found ${found}. Try: evenhand words list.`);
  });
  withCommonOptions(words.command("list").description("the shipped lists")).action(async (options: WordsOptions) => {
    const { listWords } = await import("../words/list-words.ts");
    await listWords(options, asAsked(session.terminal, options));
  });
  withTokenizer(words.command("show").description("one list: what it is about, its rows, what moves"))
    .argument("<name>", "a shipped list or a folder")
    .action(async (name: string, options: WordsOptions) => {
      const { showWords } = await import("../words/show-words.ts");
      await showWords(name, options, asAsked(session.terminal, options));
    });
  withTokenizer(words.command("lint").description("what keeps lists from being actions; exit code 1 on errors"))
    .argument("<names...>", "shipped lists or folders")
    .option("--fix", "mend what can be mended without losing anything, in the folder itself")
    .option("--fix-all", "mend everything by its first fix: contradicting rows become general words")
    .addOption(
      new Option("--format <name>", "junit or sarif: one document for programs that check every commit")
        .choices(["text", "junit", "sarif"])
        .default("text")
        .conflicts("json"),
    )
    .action(async (names: readonly string[], options: LintOptions) => {
      const { lintLists } = await import("../words/lint-lists.ts");
      if (await lintLists(names, options, asAsked(session.terminal, options))) session.found();
    });
  withTokenizer(words.command("preview").description("all images of a prompt; listed words that stay are marked"))
    .argument("<prompt>")
    .option("--words <name>", "a shipped list or a folder; gender+race is a product", "gender")
    .option("--relaxed", "as the relaxed decoders see it")
    .action(async (prompt: string, options: PreviewOptions) => {
      const { previewWords } = await import("../words/preview-words.ts");
      await previewWords(prompt, options, asAsked(session.terminal, options));
    });
  registerWordsEdit(words, session);
  registerWordsAuthoring(words, session);
}
