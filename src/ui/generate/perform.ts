import type { OpenText } from "../../pipelines/open-text.ts";
import { checkPrompts, contextOrbits, typedOrbits } from "../../pipelines/prompt-orbits.ts";
import type { TextTools } from "../../pipelines/text-generation.ts";
import { contextNames } from "../../store/contexts.ts";
import { cacheFolder, cacheList } from "../../store/download-cache.ts";
import { findLists } from "../../store/find-lists.ts";
import { UserError } from "../../text/user-error.ts";
import type { Download } from "../download/download.ts";
import { lastAlone } from "../last-alone.ts";
import type { Services } from "../services.ts";
import type { Choices } from "./form.ts";
import { messageOf } from "../kernel/message-of.ts";
import { saveTexts } from "./save-texts.ts";
import type { GenerateRequest } from "./request.ts";
import type { GenerateEffect, GenerateNews, WriteEffect } from "./state.ts";
import { nextBlocks, type OrbitToWrite, writeBlocks } from "./write-blocks.ts";

/** What this screen needs of the services. */
export type GenerateServices = Pick<Services, "open" | "folder" | "network" | "now">;

type Tell = (news: GenerateNews) => void;

/** Carries effects out. One thing is written at a time: a new one stops the one before. */
export function generatePerformer(services: GenerateServices, copy: (text: string) => void) {
  const writing = lastAlone();
  return async (effect: GenerateEffect, tell: Tell, left: AbortSignal): Promise<void> => {
    switch (effect.kind) {
      case "look around":
        return tell({ kind: "at hand", choices: await choicesOf(services) });
      case "stop":
        return writing.stop();
      case "copy":
        return copy(effect.text);
      case "save":
        return save(services, effect, tell);
      case "write":
        return write(services, effect, tell, writing.begin(left));
      default:
        return effect satisfies never;
    }
  };
}

async function choicesOf({ folder, network }: GenerateServices): Promise<Choices> {
  const lists = findLists(folder);
  const shipped = lists.filter(({ isShipped }) => isShipped).map(({ name }) => name);
  const products = shipped.flatMap((one, i) => shipped.slice(i + 1).map((other) => `${one}+${other}`));
  const cached = await cacheList(cacheFolder(network.environment ?? {}));
  return {
    contexts: contextNames(),
    words: [...lists.map(({ what }) => what), ...products],
    models: ["mini", ...cached.map(({ id }) => id)],
    classifiers: ["mini", "lexicon"],
  };
}

async function save({ folder }: GenerateServices, effect: Parameters<typeof saveTexts>[1], tell: Tell): Promise<void> {
  try {
    tell(await saveTexts(folder, effect));
  } catch (error) {
    tell({ kind: "not saved", message: messageOf(error) });
  }
}

async function write(services: GenerateServices, effect: WriteEffect, tell: Tell, signal: AbortSignal): Promise<void> {
  const { run, decoder } = effect;
  const tellIfWanted: Tell = (news) => void (signal.aborted || tell(news));
  try {
    await writeAll(services, effect, tellIfWanted, signal);
    tellIfWanted({ kind: "finished", run, decoder });
  } catch (error) {
    tellIfWanted({ kind: "failed", run, decoder, message: messageOf(error) });
  }
}

/** Texts on their way are told at most this often. */
const tellEveryMs = 60;
/** Blocks are taken together until writing them takes this long: a fast model is then asked in larger batches. Changes no text. */
const patienceMs = 250;
const mostBlocks = 32;

async function writeAll(
  services: GenerateServices,
  effect: WriteEffect,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  const { run, request, decoder } = effect;
  const { prompts, samples, settings, model, classifier, words } = request;
  if ("typed" in prompts) checkPrompts([prompts.typed]);
  else checkPrompts([], prompts.contexts);
  const onDownload = (download: Download): void => tell({ kind: "downloading", run, decoder, download });
  const open = await services.open({ model, classifier, words }, { signal, onDownload });
  signal.throwIfAborted();
  const orbits = orbitsOf(open, request);
  tell({ kind: "opened", run, decoder, orbits: orbits.map(shownOrbit) });
  let told = services.now();
  let size = 1;
  for (let from = effect.from; ;) {
    const next = nextBlocks(orbits, samples, from, size);
    if (next === undefined) return;
    const began = services.now();
    const blocks = await writeBlocks(next, { decoders: [decoder], settings }, (now) => {
      signal.throwIfAborted();
      if (services.now() - told < tellEveryMs) return;
      told = services.now();
      tell({ kind: "growing", run, decoder, blocks: now() });
    });
    signal.throwIfAborted();
    tell({ kind: "written", run, decoder, from, blocks });
    from += blocks.length;
    if (services.now() - began < patienceMs) size = Math.min(mostBlocks, size * 2);
  }
}

/** The orbits of each of the word lists, one list after the other, as `generate` writes them. Throws UserError on a prompt that no list knows a word of. */
function orbitsOf({ each }: OpenText, { prompts, words }: GenerateRequest): readonly OrbitToWrite[] {
  const orbits = each.flatMap((tools) => {
    const own =
      "typed" in prompts ? typedOrbits(tools, [prompts.typed], false) : contextOrbits(tools, prompts.contexts);
    return own.map((orbit): OrbitToWrite => ({ tools, orbit }));
  });
  if ("typed" in prompts && orbits.every(({ orbit }) => orbit.length === 1))
    throw noListedWord(prompts.typed, words, each);
  return orbits;
}

function noListedWord(prompt: string, words: string, each: readonly TextTools[]): UserError {
  const some = [...new Set(each.flatMap(({ words }) => words.listed))].slice(0, 3).join(", ");
  return new UserError(
    `prompt "${prompt}": expected {demographic} or a word of the list ${words} (such as ${some}) but found none, so there is nothing to compare. Write one of them where the person stands.`,
  );
}

const shownOrbit = ({ tools, orbit }: OrbitToWrite) => ({
  prompts: orbit.map(({ text, demographic }) => ({ text, demographic })),
  template: orbit[0]?.template ?? null,
  listed: tools.words.listed,
});
