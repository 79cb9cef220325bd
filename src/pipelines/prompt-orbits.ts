import { createHash } from "node:crypto";
import { moveTokens } from "../decode/move-tokens.ts";
import type { Element } from "../group/group.ts";
import { loadContexts } from "../store/contexts.ts";
import { slot } from "../text/contexts.ts";
import type { TokenId, Tokenizer } from "../text/token.ts";
import { UserError } from "../text/user-error.ts";
import type { PromptOrbit, TextPrompt } from "./text-prompt.ts";
import type { TextWords } from "./text-words.ts";

/** What prompts are made with. */
export interface PromptTools {
  readonly tokenizer: Tokenizer;
  readonly words: TextWords;
}

/**
 * The orbits of prompts as somebody typed them, each once, in order; a prompt with {demographic} in it is filled for every element.
 * With `only`, the typed prompts without their counterparts. The prompts are as `checkPrompts` leaves them.
 */
export function typedOrbits(tools: PromptTools, prompts: readonly string[], only: boolean): readonly PromptOrbit[] {
  const orbits = new Map<string, PromptOrbit>();
  for (const prompt of prompts) {
    const orbit = prompt.includes(slot) ? templateOrbit(tools, prompt, null) : typedOrbit(tools, prompt, only);
    const key = orbit.map(({ tokens }) => tokens.join()).join(" ");
    if (!orbits.has(key)) orbits.set(key, orbit);
  }
  return [...orbits.values()];
}

/** Checks prompts, and contexts where some are given, before anything slow is opened. Throws UserError that names the prompt or the row. */
export function checkPrompts(prompts: readonly string[], contexts?: string): void {
  for (const [i, prompt] of prompts.entries()) checkPrompt(prompt, `Prompt ${i + 1}`);
  if (contexts === undefined) return;
  for (const { template, row } of loadContexts(contexts).templates) checkPrompt(template, `${contexts}, row ${row}`);
}

/** Throws UserError on a prompt that is blank, or holds a control character that is neither a line break nor a tab. */
function checkPrompt(prompt: string, where: string): void {
  if (prompt.trim() === "") {
    throw new UserError(
      `${where}: expected some text but found none. Write a few words, such as "The man was known for".`,
    );
  }
  const [control] = /(?![\n\r\t])\p{Cc}/u.exec(prompt) ?? [];
  if (control === undefined) return;
  const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  throw new UserError(`${where}: expected text but found the control character U+${code}. Delete it.`);
}

/** The orbits of shipped contexts or of a CSV file of templates, one for each template. */
export function contextOrbits(tools: PromptTools, nameOrFile: string): readonly PromptOrbit[] {
  const { name, templates } = loadContexts(nameOrFile);
  return templates.map(({ template }) => templateOrbit(tools, template, name));
}

/** The orbit of a template: one prompt for each element. */
export function templateOrbit(
  { tokenizer, words }: PromptTools,
  template: string,
  context: string | null,
): PromptOrbit {
  const { elements } = words.full.action.group;
  const filled = elements.map((element) => words.fill(template, element));
  const stream = streamOf(filled[0] ?? template);
  return filled.map((text, i): TextPrompt => {
    const element = elements[i] as Element;
    const tokens = tokenizer.encode(text);
    return { text, tokens, element, demographic: words.demographic(element), context, template, stream };
  });
}

function typedOrbit(tools: PromptTools, prompt: string, only: boolean): PromptOrbit {
  const { words } = tools;
  const images = imagesOf(tools, prompt);
  const stream = streamOf(images[0]?.text ?? prompt);
  const distinct = images.filter(({ tokens }, i) => images.findIndex((other) => areEqual(other.tokens, tokens)) === i);
  const isAboutAll = distinct.length === images.length;
  return distinct
    .filter(({ isTyped }) => !only || isTyped)
    .map(({ element, tokens, text, isTyped }): TextPrompt => ({
      text: isTyped ? prompt : text,
      tokens,
      element,
      demographic: isAboutAll ? words.demographic(element) : null,
      context: null,
      template: null,
      stream,
    }));
}

/** All images of a prompt, the one about the first demographic first. */
function imagesOf({ tokenizer, words }: PromptTools, prompt: string) {
  const typed = tokenizer.encode(prompt);
  const { elements } = words.full.action.group;
  if (words.byText !== undefined) {
    const { action, frame } = words.byText.full;
    const first = action.apply(frame.of(prompt, 0), prompt);
    return elements.map((element) => {
      const text = action.apply(element, first);
      return { element, text, tokens: tokenizer.encode(text), isTyped: text === prompt };
    });
  }
  const { action, frame } = words.full;
  const first = moveTokens(action, frame.of(typed, 0), typed);
  return elements.map((element) => {
    const tokens = moveTokens(action, element, first);
    return { element, text: tokenizer.decode(tokens), tokens, isTyped: areEqual(tokens, typed) };
  });
}

const areEqual = (a: readonly TokenId[], b: readonly TokenId[]) =>
  a.length === b.length && a.every((token, i) => token === b[i]);

/** Prompts of different orbits draw different chance, whatever their order and company. */
const streamOf = (prompt: string) => createHash("sha256").update(prompt).digest().readUInt32BE();
