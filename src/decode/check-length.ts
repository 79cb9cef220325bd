import { UserError } from "../text/user-error.ts";
import type { CausalLM } from "./causal-lm.ts";

/**
 * Throws UserError on a prompt with no token, or with more than the model holds beside the new ones.
 *
 * @param where what names the prompt: "Prompt 1"
 */
export function checkLength(
  { name, contextLength }: Pick<CausalLM, "name" | "contextLength">,
  where: string,
  length: number,
  newTokens = 0,
): void {
  if (length === 0)
    throw new UserError(`${where}: expected at least one token but found an empty prompt. Write a few words.`);
  if (length + newTokens <= contextLength) return;
  if (newTokens >= contextLength) throw tooManyNew(name, contextLength, where, length, newTokens);
  const [why, remedy] =
    newTokens === 0
      ? [`, which is what ${name} holds,`, "Shorten the prompt."]
      : [
          ` (${name} holds ${contextLength}, of which ${newTokens} are for new text)`,
          "Shorten the prompt or ask for fewer new tokens.",
        ];
  throw new UserError(
    `${where}: expected at most ${contextLength - newTokens} tokens${why} but found ${length}. ${remedy}`,
  );
}

/** No prompt leaves room for that many: it is their number that is wrong. */
function tooManyNew(name: string, contextLength: number, where: string, length: number, newTokens: number): UserError {
  const most = Math.max(1, contextLength - length);
  const prompt = length < contextLength ? "" : " and shorten the prompt";
  return new UserError(
    `--max-new-tokens: expected at most ${most} beside ${where} (${name} holds ${contextLength} tokens, prompt included) but found ${newTokens}. Lower it${prompt}.`,
  );
}
