import type { CausalLM } from "../../decode/causal-lm.ts";
import { tableOf } from "../../decode/move-tokens.ts";
import { likeliestOrbits, nextDistributions } from "../../decode/next-distribution.ts";
import { cyclic } from "../../group/cyclic.ts";
import { wordCoverage } from "../../pipelines/word-coverage.ts";
import type { TokenId, Tokenizer } from "../../text/token.ts";
import { UserError } from "../../text/user-error.ts";
import type { TokenAction } from "../../wordlist/token-action.ts";
import type { MovedPrompts } from "./analyst-protocol.ts";
import type { CoverageFound, NextFound } from "./findings.ts";

/** How many tokens the table of next tokens has. */
const shownTokens = 50;
/** Rows in a run of the model: between two runs the engine is free for others, and a screen that was left stops. */
const batchSize = 8;

function actionOf({ tables }: MovedPrompts, which: "full" | "relaxed"): TokenAction {
  const images = tables[which];
  return {
    group: cyclic(images.length),
    vocabularySize: tables.general.length,
    images,
    general: tables.general,
  };
}

/** The likeliest next tokens after each image of a prompt, before and after equi, or r-equi where general words stay. Throws UserError on a prompt that is too long. */
export async function nextTable(
  model: CausalLM,
  tokenizer: Tokenizer,
  moved: MovedPrompts,
  isRelaxed: boolean,
): Promise<NextFound> {
  const [orbit = []] = moved.orbits;
  const prompt = orbit[0]?.tokens ?? [];
  if (prompt.length === 0 || prompt.length > model.contextLength) {
    throw new UserError(
      `prompt: expected 1 to ${model.contextLength} tokens, which is what ${model.name} holds, but found ${prompt.length}. Type another with e.`,
    );
  }
  const name = isRelaxed ? "r-equi" : "equi";
  const action = actionOf(moved, isRelaxed ? "relaxed" : "full");
  const all = await nextDistributions(model, { decoder: { name, average: "logit" }, action }, prompt);
  const shown = all.slice(0, orbit.length); // a prompt that no listed word touches has one image
  const rows = likeliestOrbits(shown, action, shownTokens).map((row) => ({
    cells: shown.map(({ element, before, after }) => {
      const id = (tableOf(action, element)[row] ?? row) as TokenId;
      const probability = (of: Float32Array) => Math.exp(of[id] ?? NaN);
      return { token: tokenizer.decode([id]), before: probability(before), after: probability(after) };
    }),
  }));
  return { decoder: name, demographics: orbit.map(({ demographic }) => demographic), rows };
}

/** The shares of the model's probability on E, G and N after the contexts' prompts. Stops between two runs of the model once the signal is aborted. */
export async function coverageOf(
  model: CausalLM,
  moved: MovedPrompts,
  contexts: string,
  signal: AbortSignal,
): Promise<CoverageFound> {
  const stopping: CausalLM = {
    ...model,
    open: (prompts) => {
      signal.throwIfAborted();
      return model.open(prompts);
    },
  };
  const words = { full: { action: actionOf(moved, "full") }, relaxed: { action: actionOf(moved, "relaxed") } };
  const rows = await wordCoverage({ model: stopping, words }, moved.orbits, batchSize);
  return { contexts, names: moved.contextNames, rows };
}
