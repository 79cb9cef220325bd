import type { Element } from "../../src/group/group.ts";
import { sequenceFrame } from "../../src/group/sequence-frame.ts";
import type { PromptOrbit } from "../../src/pipelines/text-prompt.ts";
import type { TextTools } from "../../src/pipelines/text-generation.ts";
import type { TextSettings } from "../../src/pipelines/text-settings.ts";
import type { TokenId, Tokenizer } from "../../src/text/token.ts";
import type { TokenAction } from "../../src/wordlist/token-action.ts";
import { hashModel } from "../fakes/function-model.ts";
import { hashRegard } from "../fakes/plans.ts";
import { endOfText, newline, smallVocabulary } from "../fakes/token-actions.ts";

/** Token v is the word "wV"; the newline token ends a line. */
const tokenizer: Tokenizer = {
  name: "words",
  vocabularySize: smallVocabulary,
  endOfText: endOfText as TokenId,
  encode: (text) =>
    text
      .trim()
      .split(" ")
      .map((word) => Number(word.slice(1)) as TokenId),
  decode: (tokens) => tokens.map((token) => (token === newline ? "\n" : ` w${token}`)).join(""),
};

/** Text generation over a small vocabulary, with a model and a classifier as unfair as can be. */
export function smallTools(action: TokenAction): TextTools {
  const framed = { action, frame: sequenceFrame<TokenId>(action) };
  return {
    model: hashModel(smallVocabulary),
    tokenizer,
    classifier: { name: "hash", classify: async (texts) => texts.map(hashRegard) },
    words: {
      names: ["small"],
      full: framed,
      relaxed: framed,
      mask: (text) => ({ text: text.replace(/w[0-6]\b/gu, "XYZ"), leak: [] }),
      listed: [],
      demographic: (g) => `d${g}`,
      fill: (template, g) => template.replace("{demographic}", `w${action.images[g]?.[0] ?? 0}`),
    },
  };
}

/** The orbit of a prompt that begins with token 0. */
export function smallOrbit(action: TokenAction, rest: readonly number[], stream = 0): PromptOrbit {
  return action.group.elements.map((element: Element) => {
    const tokens = [0, ...rest].map((token) => (action.images[element]?.[token] ?? 0) as TokenId);
    return {
      text: tokenizer.decode(tokens).trim(),
      tokens,
      element,
      demographic: `d${element}`,
      context: null,
      template: null,
      stream,
    };
  });
}

export const smallSettings: TextSettings = {
  sampler: "top-k",
  topK: 6,
  topP: 0.9,
  temperature: 1,
  tau: 3,
  eta: 1,
  mirostat: 1,
  maxNewTokens: 6,
  beam: 2,
  score: "masked",
  scoreBy: "label",
  other: 0,
  average: "logit",
  coupling: "noise",
  seed: 3,
};
