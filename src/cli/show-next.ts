import type { DecoderName } from "../decode/decode-plan.ts";
import { likeliestOrbits, type NextDistribution, nextDistributions } from "../decode/next-distribution.ts";
import { tableOf } from "../decode/move-tokens.ts";
import type { Element } from "../group/group.ts";
import { checkPrompts, typedOrbits } from "../pipelines/prompt-orbits.ts";
import type { TextTools } from "../pipelines/text-generation.ts";
import type { PromptOrbit } from "../pipelines/text-prompt.ts";
import type { TokenId } from "../text/token.ts";
import type { TokenAction } from "../wordlist/token-action.ts";
import type { NextOptions } from "./next-options.ts";
import { decoderTitles } from "../decode/decoder-titles.ts";
import { harmless } from "../text/harmless.ts";
import { table, wrap } from "../text/layout.ts";
import { openShown } from "./open-shown.ts";
import { palette } from "../report/paint.ts";
import type { Terminal } from "./terminal.ts";

/** What comes next after every image of a prompt, before and after each decoder. */
export async function showNext(prompt: string, options: NextOptions, terminal: Terminal): Promise<void> {
  checkPrompts([prompt]);
  const open = await openShown(options, terminal);
  try {
    for (const tools of open.each) await showFor(tools, prompt, options, terminal);
  } finally {
    await open.close();
  }
}

async function showFor(tools: TextTools, prompt: string, options: NextOptions, terminal: Terminal): Promise<void> {
  const [orbit = []] = typedOrbits(tools, [prompt], false);
  const [first] = orbit;
  if (first === undefined) throw new Error("Expected an orbit of at least one prompt.");
  for (const name of options.decoder) {
    const { action } = name === "r-equi" ? tools.words.relaxed : tools.words.full;
    const distributions = await distributionsOf(tools, name, options.average, action, first.tokens);
    const rows = likeliestOrbits(distributions, action, options.all === true ? action.vocabularySize : options.top);
    const lines = options.json === true ? jsonLines : tableLines;
    for (const line of lines({ name, rows, orbit, distributions, action, tools }, terminal)) {
      await terminal.write(`${line}\n`);
    }
  }
}

interface Shown {
  readonly name: DecoderName;
  /** Tokens as they stand in the orbit's first prompt. */
  readonly rows: readonly TokenId[];
  readonly orbit: PromptOrbit;
  readonly distributions: readonly NextDistribution[];
  readonly action: TokenAction;
  readonly tools: TextTools;
}

function distributionsOf(
  { model }: TextTools,
  name: DecoderName,
  average: "logit" | "prob",
  action: TokenAction,
  prompt: readonly TokenId[],
): Promise<readonly NextDistribution[]> {
  // The equizero decoders are refused there, with the reason.
  const search = { beam: 1, decode: () => "", judge: async () => [], score: () => 0 };
  const decoder =
    name === "base" ? { name } : name === "equi" || name === "r-equi" ? { name, average } : { name, search };
  return nextDistributions(model, { decoder, action }, prompt);
}

function* jsonLines({ name, rows, orbit, distributions, action, tools }: Shown): Generator<string> {
  for (const { element, before, after } of shownDistributions(orbit, distributions)) {
    for (const row of rows) {
      const id = imageOf(action, element, row);
      const { text, demographic } = orbit[element] ?? { text: "", demographic: null };
      const token = tools.tokenizer.decode([id]);
      yield JSON.stringify({
        decoder: name,
        element,
        demographic,
        prompt: text,
        id,
        token,
        before: before[id],
        after: after[id],
      });
    }
  }
}

function* tableLines(
  { name, rows, orbit, distributions, action, tools }: Shown,
  terminal: Terminal,
): Generator<string> {
  const paint = palette(terminal.plain);
  const shown = shownDistributions(orbit, distributions);
  const about = `Probability of the next token, before (the model as it is) and after (${name}).`;
  yield* wrap(`${paint.heading(name)} ${paint.faint(`· ${decoderTitles[name]}`)}`, terminal.columns - 1);
  yield* wrap(about, terminal.columns - 1);
  yield "";
  const heading = shown.flatMap(({ element }) => [harmless(orbit[element]?.demographic ?? "token"), "before", "after"]);
  const cells = rows.map((row) =>
    shown.flatMap(({ element, before, after }) => {
      const id = imageOf(action, element, row);
      return [visible(tools.tokenizer.decode([id])), percent(before[id]), percent(after[id])];
    }),
  );
  yield* table(heading, cells);
  yield "";
}

/** A prompt that no listed word touches has one column: all its views are equal. */
const shownDistributions = (orbit: PromptOrbit, distributions: readonly NextDistribution[]) =>
  distributions.slice(0, orbit.length);

const imageOf = (action: TokenAction, g: Element, token: TokenId): TokenId =>
  (tableOf(action, g)[token] ?? token) as TokenId;

/** A token with its leading space shown. */
const visible = (token: string) => harmless(token).replace(/^ /u, "␣").slice(0, 24);

const percent = (logProb: number | undefined) => `${(100 * Math.exp(logProb ?? NaN)).toFixed(2)}%`;
