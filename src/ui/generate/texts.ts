import { type DecoderName, decoderNames } from "../../decode/decode-plan.ts";
import type { TextSample } from "../../pipelines/text-sample.ts";
import type { RegardLabel } from "../../regard/regard.ts";
import { commandWords, type GenerateRequest } from "./request.ts";

/** The prompts of one orbit, as far as a screen needs them. */
export interface ShownOrbit {
  readonly prompts: readonly { readonly text: string; readonly demographic: string | null }[];
  readonly template: string | null;
  /** Words to mark in its texts; one array for all orbits of a word list. */
  readonly listed: readonly string[];
}

/** A round of EquizeroLM in words. */
export interface ShownRound {
  readonly number: number;
  readonly winner: number;
  readonly decidedBy: "regard" | "log-probability" | "tokens" | "nothing";
  readonly candidates: readonly {
    /** The demographic that the view is about. */
    readonly view: string;
    /** What was written in it this round. */
    readonly added: string;
    readonly label: RegardLabel;
    readonly score: number;
    readonly logProb: number;
  }[];
}

/** One sample of one orbit: a text for each prompt. Rounds are those of its first text. */
export interface Block {
  readonly samples: readonly TextSample[];
  readonly rounds: readonly ShownRound[];
}

/** A block on its way: the texts so far. */
export interface GrowingBlock {
  readonly texts: readonly string[];
  readonly rounds: readonly ShownRound[];
}

/** What a decoder wrote: blocks in order of orbit, then sample. */
export interface Made {
  readonly blocks: readonly Block[];
  /** The blocks after them, being written. */
  readonly growing: readonly GrowingBlock[];
}

/** Line `line` of block `block` is the first in sight; "end" keeps the last line in sight. */
export type Top = { readonly block: number; readonly line: number } | "end";

/** The texts of a request under every decoder that was looked at. */
export interface Texts {
  readonly run: number;
  readonly request: GenerateRequest;
  readonly decoder: DecoderName;
  /** Known once the lists and prompts were read. */
  readonly orbits: readonly ShownOrbit[];
  /** In the order in which they were first asked for. */
  readonly made: ReadonlyMap<DecoderName, Made>;
  readonly writing: boolean;
  readonly top: Top;
  readonly showsRounds: boolean;
}

const nothingMade: Made = { blocks: [], growing: [] };

/** What the decoder in sight made. */
export const madeNow = ({ made, decoder }: Texts): Made => made.get(decoder) ?? nothingMade;

/** Blocks that a decoder makes in all. */
export const blockCount = ({ orbits, request }: Texts): number => orbits.length * request.samples;

export const isComplete = (texts: Texts): boolean => madeNow(texts).blocks.length === blockCount(texts);

export const orbitOf = ({ orbits, request }: Texts, block: number): ShownOrbit | undefined =>
  orbits[Math.floor(block / request.samples)];

/** The decoders that made something. */
export const madeDecoders = ({ made }: Texts): readonly DecoderName[] =>
  [...made].flatMap(([decoder, { blocks }]) => (blocks.length > 0 ? [decoder] : []));

/** All texts there are, as `generate` orders them: by orbit, sample, decoder, element. */
export function* allSamples(texts: Texts): Generator<TextSample> {
  const made = [...texts.made.values()];
  const most = made.reduce((most, { blocks }) => Math.max(most, blocks.length), 0);
  for (let block = 0; block < most; block++) for (const { blocks } of made) yield* blocks[block]?.samples ?? [];
}

/** The texts with what a decoder made since; blocks that are there already, or come too early, change nothing. */
export function withBlocks(texts: Texts, decoder: DecoderName, from: number, blocks: readonly Block[]): Texts {
  const made = texts.made.get(decoder) ?? nothingMade;
  if (from !== made.blocks.length) return texts;
  return withMade(texts, decoder, { blocks: [...made.blocks, ...blocks], growing: [] });
}

export function withGrowing(texts: Texts, decoder: DecoderName, growing: readonly GrowingBlock[]): Texts {
  const made = texts.made.get(decoder) ?? nothingMade;
  return withMade(texts, decoder, { ...made, growing });
}

const withMade = (texts: Texts, decoder: DecoderName, made: Made): Texts => ({
  ...texts,
  made: new Map(texts.made).set(decoder, made),
});

/** The decoder some places further, the ends joined. */
export const decoderAfter = (decoder: DecoderName, by: number): DecoderName =>
  decoderNames[(decoderNames.indexOf(decoder) + by + decoderNames.length) % decoderNames.length] ?? decoder;

/** The command that writes the same texts under all decoders that made something, or under the one in sight. */
export function commandFor(texts: Texts): readonly string[] {
  const decoders = madeDecoders(texts);
  return commandWords(texts.request, decoders.length === 0 ? [texts.decoder] : decoders);
}
