import { decoderTraits } from "./decoder-traits.ts";
import { UserError } from "../text/user-error.ts";
import type { CausalLM } from "./causal-lm.ts";
import type { DecodePlan } from "./decode-plan.ts";

/** Throws RangeError on a plan out of range, UserError where the model and the action do not fit. */
export function checkPlan(plan: DecodePlan, model: CausalLM): void {
  checkSettings(plan);
  const { decoder, action } = plan;
  if (action.vocabularySize !== model.vocabularySize) {
    throw new UserError(
      `${model.name}: expected a vocabulary of ${action.vocabularySize} tokens, as the word list was read with, but found ${model.vocabularySize}. Read the word list with this model's tokenizer.`,
    );
  }
  if (decoderTraits[decoder.name].isRelaxed) expectGeneralFixed(decoder.name, action);
}

/** Throws RangeError on numbers out of range. */
export function checkSettings({
  decoder,
  sampling,
  maxNewTokens,
  seed,
  batchSize,
}: Omit<DecodePlan, "action" | "frame">): void {
  wholeNumber("new tokens", maxNewTokens, 1);
  wholeNumber("the batch size", batchSize, 1);
  wholeNumber("the seed", seed, 0);
  if (!(sampling.temperature > 0)) {
    throw new RangeError(`Expected a temperature > 0 but received ${sampling.temperature}.`);
  }
  if ("search" in decoder) wholeNumber("the beam", decoder.search.beam, 1);
}

function expectGeneralFixed(decoder: string, { general, images }: DecodePlan["action"]): void {
  const moved = general.findIndex((isGeneral, v) => isGeneral !== 0 && images.some((table) => table[v] !== v));
  if (moved < 0) return;
  throw new RangeError(
    `${decoder}: expected an action that fixes general words but it moves token ${moved}. Use the relaxed action of the word list.`,
  );
}

function wholeNumber(what: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(`Expected a whole number ≥ ${least} for ${what} but received ${value}.`);
}
