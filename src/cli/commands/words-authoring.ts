import { type Command, Option } from "commander";
import { foreignFormats } from "../../wordlist/author/foreign-format.ts";
import { withCommonOptions, withModelOptions } from "../common-options.ts";
import { namesList } from "../numbers.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";
import type {
  NewListOptions,
  ImportListOptions,
  ExportOptions,
  MergeOptions,
  CoverageOptions,
} from "../words/authoring-options.ts";
import { type WordsOptions, withTokenizer } from "../words/words-options.ts";

/** `words new|import|export|diff|merge|suggest|coverage`: lists are written by hand, and checked by a program. */
export function registerWordsAuthoring(words: Command, session: Session): void {
  registerMakers(words, session);
  registerReaders(words, session);
}

/** Commands that write a list's folder. */
function registerMakers(words: Command, session: Session): void {
  about(withTokenizer(words.command("new").description("a new list in a folder of its own: empty, or a copy of one")))
    .argument("<folder>")
    .option("--from <list>", "begin with the rows of this list")
    .action(async (folder: string, options: NewListOptions) => {
      const { newList } = await import("../words/new-list.ts");
      await newList(folder, options, asAsked(session.terminal, options));
    });
  about(
    withTokenizer(words.command("import").description("a list that somebody else made; says which rows are no action")),
  )
    .argument("<files...>", "a file of counterparts, or with --format columns one file a demographic")
    .requiredOption("--out <folder>", "where the list goes; what could not be placed is kept there in left-out.csv")
    .addOption(new Option("--format <name>", "default: by the file's ending").choices(foreignFormats))
    .option("--entry <name>", "the part of a JSON file, or the axis of HolisticBias' descriptors.json")
    .option("--heading", "the first row of the table names its columns")
    .addOption(
      new Option("--prefer <which>", "of rows that contradict each other").choices(["none", "first"]).default("none"),
    )
    .action(async (files: readonly string[], options: ImportListOptions) => {
      const { importWords } = await import("../words/import-words.ts");
      await importWords(files, options, asAsked(session.terminal, options));
    });
  withCommonOptions(words.command("merge").description("two lists about the same demographics as one"))
    .argument("<list>", "stands where they contradict each other")
    .argument("<other>")
    .requiredOption("--out <folder>", "where the list goes")
    .action(async (name: string, other: string, options: MergeOptions) => {
      const { mergeLists } = await import("../words/merge-lists.ts");
      await mergeLists(name, other, options, asAsked(session.terminal, options));
    });
}

/** Commands that read lists. */
function registerReaders(words: Command, session: Session): void {
  withCommonOptions(words.command("export").description("a list's orbits as one table"))
    .argument("<list>", "a shipped list or a folder")
    .addOption(new Option("--format <name>").choices(["csv", "tsv", "json"]).default("csv"))
    .option("--out <file>", "instead of standard output")
    .action(async (name: string, options: ExportOptions) => {
      const { exportList } = await import("../words/export-list.ts");
      await exportList(name, options, asAsked(session.terminal, options));
    });
  withCommonOptions(words.command("diff").description("what has to change in one list to have another; exit code 1"))
    .argument("<list>")
    .argument("<other>")
    .action(async (name: string, other: string, options: WordsOptions) => {
      const { diffLists } = await import("../words/diff-lists.ts");
      if (await diffLists(name, other, options, asAsked(session.terminal, options))) session.found();
    });
  withTokenizer(words.command("suggest").description("rows the list may want; adds none"))
    .argument("<list>", "a shipped list or a folder")
    .action(async (name: string, options: WordsOptions) => {
      const { suggestWords } = await import("../words/suggest-words.ts");
      await suggestWords(name, options, asAsked(session.terminal, options));
    });
  withCommonOptions(
    withModelOptions(
      words.command("coverage").description("how much of the model's probability falls on a list's words"),
    )
      .option("--words <name>", "a word list: a name or a folder; gender+race is a product", "gender")
      .option("--contexts <name>", "respect, occupation, wide, or a CSV file of templates", "respect"),
  ).action(async (options: CoverageOptions) => {
    const { showCoverage } = await import("../words/show-coverage.ts");
    await showCoverage(options, asAsked(session.terminal, options));
  });
}

const about = (command: Command) =>
  command
    .option("--demographics <names>", "in the order of the columns, with commas between", namesList)
    .option("--title <text>")
    .option("--source <text>", "where the words come from")
    .option("--licence <text>", "of the words");
