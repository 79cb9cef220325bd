import { cycleType, orderOf } from "../../group/cycle-type.ts";
import { contextOrbits, typedOrbits } from "../../pipelines/prompt-orbits.ts";
import { type CoveredWords, kindsOf } from "../../pipelines/word-coverage.ts";
import { readWords } from "../../pipelines/open-words.ts";
import type { PromptOrbit } from "../../pipelines/text-prompt.ts";
import { contextNames } from "../../store/contexts.ts";
import { shippedRows } from "../../store/shipped-rows.ts";
import type { Tokenizer } from "../../text/token.ts";
import { UserError } from "../../text/user-error.ts";
import type { Draft } from "../../wordlist/author/draft.ts";
import { formatDraft } from "../../wordlist/author/format-draft.ts";
import { onOneLine } from "../../wordlist/author/on-one-line.ts";
import type { WordVectors } from "../../wordlist/author/near-words.ts";
import { suggestRows } from "../../wordlist/author/suggest-rows.ts";
import { formPieces } from "../../wordlist/form-pieces.ts";
import { lint } from "../../wordlist/lint.ts";
import { previewPrompt } from "../../wordlist/preview.ts";
import { levelOf, type Problem } from "../../wordlist/problem.ts";
import { readWordList } from "../../wordlist/read-word-list.ts";
import { cyclesByRow, type TokenCycle, tokenCycles } from "../../wordlist/token-cycles.ts";
import { type WordAction, wordAction } from "../../wordlist/word-action.ts";
import type { WordList } from "../../wordlist/word-list.ts";
import type { Answers, MovedPrompts, Question } from "./analyst-protocol.ts";
import type { ActionFacts, RowFound } from "./findings.ts";

/** The revision of a draft that was checked last. */
interface Checked {
  readonly revision: number;
  readonly draft: Draft;
  readonly list: WordList;
  readonly words: WordAction | Error;
  /** Of each row, by its line. */
  readonly cycles: ReadonlyMap<number, readonly TokenCycle[]>;
}

/** Answers questions about a draft. Undefined where the question is about a revision that is gone. */
export interface Analyst {
  answer(question: Question): Promise<Answers[Question["kind"]] | undefined>;
}

/** More problems than this are counted only: nobody reads them, and they have to cross from thread to thread. */
const mostProblems = 1000;

/** An analyst with a tokenizer, and vectors of words that are read once they are needed. It remembers the draft that it checked last; everything else is asked about that one. */
export function analyst(tokenizer: Tokenizer, vectors: () => WordVectors | undefined): Analyst {
  let checked: Checked | undefined;
  let known: WordVectors | undefined;
  return {
    async answer(question) {
      if (question.kind === "lint") {
        const { found, ...rest } = await check(question, tokenizer);
        checked = rest;
        return found;
      }
      if (question.kind === "row" && checked?.revision !== question.revision)
        return rowFound(question, undefined, tokenizer);
      if (checked?.revision !== question.revision) return undefined;
      return question.kind === "suggestions"
        ? suggestRows(checked.draft, tokenizer, shippedRows(), (known ??= vectors()))
        : about(checked, question, tokenizer);
    },
  };
}

type Later = Exclude<Question, { kind: "lint" | "suggestions" }>;

async function about(checked: Checked, question: Later, tokenizer: Tokenizer): Promise<Answers[Later["kind"]]> {
  switch (question.kind) {
    case "row":
      return rowFound(question, checked, tokenizer);
    case "preview": {
      const which = question.isRelaxed ? "relaxed" : "full";
      const images = await previewPrompt(wordsOf(checked), which, tokenizer, question.prompt);
      return { prompt: question.prompt, images };
    }
    case "next":
      return moved(checked, tokenizer, (tools) => typedOrbits(tools, [question.prompt], false));
    case "coverage":
      return moved(checked, tokenizer, (tools) => contextOrbits(tools, question.contexts));
    default:
      return question satisfies never;
  }
}

async function check({ revision, input }: Extract<Question, { kind: "lint" }>, tokenizer: Tokenizer) {
  const { draft, name, folder } = input;
  const read = readWordList(name, folder, formatDraft(onOneLine(draft)));
  const { problems, summary } = await lint(read, tokenizer);
  const words = actionOf(read.list, tokenizer);
  const cycles = cyclesByRow(tokenCycles(read.list, tokenizer).cycles);
  const action = words instanceof Error ? { failure: words.message } : factsOf(words, read.list, cycles.size);
  const sorted = gravestFirst(problems).slice(0, mostProblems);
  const found = { revision, problems: sorted, total: problems.length, summary, action };
  return { revision, draft, list: read.list, words, cycles, found };
}

const gravity = { error: 0, warning: 1, info: 2 };
const gravestFirst = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => gravity[levelOf(a)] - gravity[levelOf(b)]);

/** What cannot be moved at all is told as the reason. */
function actionOf(list: WordList, tokenizer: Tokenizer): WordAction | Error {
  try {
    return wordAction([list], tokenizer);
  } catch (error) {
    if (error instanceof UserError || error instanceof RangeError) return error;
    throw error;
  }
}

function wordsOf({ words }: Checked): WordAction {
  if (words instanceof Error) throw words;
  return words;
}

function factsOf(words: WordAction, { equality, description }: WordList, movedRows: number): ActionFacts {
  const { images, vocabularySize } = words.full.action;
  const cycles = cycleType(images[1] ?? (images[0] as Int32Array));
  const counts = [0, 0, 0, 0];
  for (const kind of kindsOf(words)) counts[kind] = (counts[kind] ?? 0) + 1;
  const [inE = 0, relaxedAway = 0, general = 0, neutral = 0] = counts;
  return {
    order: orderOf(cycles),
    demographics: description.demographics.length,
    vocabularySize,
    cycles: [...cycles],
    rows: equality.length,
    movedRows,
    tokens: { equality: inE, relaxedAway, general, neutral },
  };
}

function rowFound(
  { words, policy, row }: Extract<Question, { kind: "row" }>,
  checked: Checked | undefined,
  tokenizer: Tokenizer,
): RowFound {
  const cycles = row === undefined || checked === undefined ? undefined : (checked.cycles.get(row + 2) ?? []);
  return {
    words,
    forms: formPieces(words, policy, tokenizer),
    ...(cycles === undefined ? {} : { cycles: cycles.map(({ forms }) => forms) }),
  };
}

function moved(
  checked: Checked,
  tokenizer: Tokenizer,
  orbits: (tools: { tokenizer: Tokenizer; words: ReturnType<typeof readWords> }) => readonly PromptOrbit[],
): MovedPrompts {
  wordsOf(checked);
  const words = readWords([checked.list], tokenizer);
  return { orbits: orbits({ tokenizer, words }), tables: tablesOf(words), contextNames: contextNames() };
}

const tablesOf = ({ full, relaxed }: CoveredWords): MovedPrompts["tables"] => ({
  full: full.action.images,
  relaxed: relaxed.action.images,
  general: relaxed.action.general,
});
