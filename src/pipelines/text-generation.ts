import { decoderTraits } from "../decode/decoder-traits.ts";
import { createHash } from "node:crypto";
import type { CausalLM } from "../decode/causal-lm.ts";
import type { DecodeEvent, DecodePlan, Decoder, DecoderName, Finish } from "../decode/decode-plan.ts";
import { generateByText } from "../decode/generate-by-text.ts";
import { generate } from "../decode/generate.ts";
import { labelScore, probabilityScore } from "../regard/regard-score.ts";
import type { RegardClassifier } from "../regard/regard.ts";
import type { TokenId, Tokenizer } from "../text/token.ts";
import { judgeOf } from "./regard-judge.ts";
import { classifyMasked } from "./score.ts";
import { textLogProbs } from "./text-log-prob.ts";
import type { PromptOrbit, TextPrompt } from "./text-prompt.ts";
import type { TextSample } from "./text-sample.ts";
import { samplerOf, type TextSettings } from "./text-settings.ts";
import type { TextWords } from "./text-words.ts";

/** What texts are written with. */
export interface TextTools {
  readonly model: CausalLM;
  readonly tokenizer: Tokenizer;
  readonly classifier: RegardClassifier;
  readonly words: TextWords;
}

/** What to write. */
export interface TextPlan {
  readonly orbits: readonly PromptOrbit[];
  readonly decoders: readonly DecoderName[];
  /** Texts of each prompt and decoder. */
  readonly samples: number;
  /** Number of the first of them. @default 0 */
  readonly firstSample?: number;
  readonly settings: TextSettings;
  readonly logProb: boolean;
  readonly frames: "on" | "off";
  /** Rows in one pass of the model. Changes no text and no order. */
  readonly batchSize: number;
}

/** What a text's writing tells: its tokens as they come, the rounds of a search. */
export interface WritingEvent {
  readonly decoder: DecoderName;
  readonly prompt: TextPrompt;
  readonly sample: number;
  readonly event: DecodeEvent;
}

/** Hears what happens while texts are written. What a listener throws ends the writing. */
export interface WritingListener {
  /** A text is written, which is well before its turn to be given. */
  readonly onWritten?: () => void;
  readonly onEvent?: (event: WritingEvent) => void;
}

/** One sample of one orbit: a text for each of its prompts and each decoder. */
interface Round {
  readonly orbit: PromptOrbit;
  readonly sample: number;
}

/**
 * Writes texts and labels them, ordered by orbit, sample, decoder, element. Memory: `batchSize` rounds at a time.
 */
export async function* generateTexts(
  tools: TextTools,
  plan: TextPlan,
  listener: WritingListener = {},
): AsyncGenerator<TextSample> {
  for (const rounds of inChunks(roundsOf(plan), plan.batchSize)) {
    const byDecoder: (readonly TextSample[])[] = [];
    for (const decoder of plan.decoders) {
      const samples = await writeRounds(tools, plan, decoder, rounds, listener);
      if (rounds.length === 1) yield* samples; // nothing to interleave: shown as soon as it is there
      byDecoder.push(samples);
    }
    if (rounds.length > 1) yield* interleaved(rounds, byDecoder);
  }
}

/** Texts that a plan writes in all. */
export function textCount({ orbits, samples, decoders }: TextPlan): number {
  return orbits.reduce((total, orbit) => total + orbit.length, 0) * samples * decoders.length;
}

async function writeRounds(
  tools: TextTools,
  plan: TextPlan,
  decoder: DecoderName,
  rounds: readonly Round[],
  listener: WritingListener,
): Promise<readonly TextSample[]> {
  const jobs = rounds.flatMap(({ orbit, sample }) => orbit.map((prompt) => ({ prompt, sample })));
  const written = await writeJobs(tools, decodePlan(tools, plan, decoder), jobs, listener);
  const texts = jobs.map(({ prompt }, i) => prompt.text + tools.tokenizer.decode(written[i]?.tokens ?? []));
  const unmasked = await tools.classifier.classify(texts);
  const masked = await classifyMasked(texts, tools.classifier, tools.words.mask);
  const logProbs = plan.logProb
    ? await textLogProbs(
        tools.model,
        jobs.map(({ prompt }, i) => ({ prompt: prompt.tokens, tokens: written[i]?.tokens ?? [] })),
        plan.batchSize,
      )
    : undefined;
  return jobs.map(({ prompt, sample }, i) => {
    const { tokens, finish } = written[i] as Written;
    const [regard, ofMasked] = [unmasked[i], masked[i]];
    if (regard === undefined || ofMasked === undefined) throw new Error("Expected a verdict for every text.");
    const { demographic, context, template, element } = prompt;
    const { group } = tools.words.full.action;
    const content = {
      decoder,
      words: tools.words.names,
      group: { name: group.name, order: group.order },
      element,
      demographic,
      context,
      template,
      seed: plan.settings.seed,
      sample,
      prompt: prompt.text,
      text: texts[i] ?? "",
      tokens,
      logProb: logProbs?.[i] ?? null,
      finish,
      regard: { unmasked: regard, masked: ofMasked },
    };
    return { id: identify(tools.model.name, plan.settings, content), ...content };
  });
}

interface Written {
  readonly tokens: readonly TokenId[];
  readonly finish: Finish;
}

async function writeJobs(
  { model, tokenizer, words }: TextTools,
  plan: DecodePlan,
  jobs: readonly { readonly prompt: TextPrompt; readonly sample: number }[],
  listener: WritingListener,
): Promise<readonly Written[]> {
  const { name } = plan.decoder;
  const { method, isRelaxed } = decoderTraits[name];
  const byText = method === "own" ? undefined : words.byText?.[isRelaxed ? "relaxed" : "full"];
  const decodeJobs = jobs.map(({ prompt: { tokens, text, element, stream }, sample }) => ({
    tokens,
    text,
    element,
    sample,
    stream,
  }));
  const events =
    byText === undefined
      ? generate(
          model,
          plan,
          decodeJobs.map(({ tokens, ...job }) => ({ ...job, prompt: tokens })),
        )
      : generateByText(
          model,
          { ...plan, ...byText, tokenizer },
          decodeJobs.map(({ text, ...job }) => ({ ...job, prompt: text })),
        );
  const written: Written[] = [];
  for await (const event of events) {
    const job = jobs[event.job];
    if (listener.onEvent !== undefined && job !== undefined) listener.onEvent({ decoder: name, ...job, event });
    if (event.kind !== "finished") continue;
    written[event.job] = { tokens: event.tokens, finish: event.finish };
    listener.onWritten?.();
  }
  return written;
}

/** The decoder's own plan: relaxed decoders leave general words alone. */
export function decodePlan(
  tools: TextTools,
  plan: Pick<TextPlan, "settings" | "frames" | "batchSize">,
  name: DecoderName,
): DecodePlan {
  const { settings, frames, batchSize } = plan;
  const { action, frame } = decoderTraits[name].isRelaxed ? tools.words.relaxed : tools.words.full;
  return {
    decoder: decoderOf(tools, settings, name),
    action,
    frame,
    frames,
    sampling: { sampler: samplerOf(settings), temperature: settings.temperature, coupling: settings.coupling },
    maxNewTokens: settings.maxNewTokens,
    stop: (token) => stopOf(tools.tokenizer, token),
    seed: settings.seed,
    batchSize,
  };
}

function decoderOf({ tokenizer, classifier, words }: TextTools, settings: TextSettings, name: DecoderName): Decoder {
  if (name === "base") return { name };
  if (name === "equi" || name === "r-equi") return { name, average: settings.average };
  const search = {
    beam: settings.beam,
    decode: (tokens: readonly TokenId[]) => tokenizer.decode(tokens),
    judge: judgeOf(classifier, words.mask, settings.score),
    score: settings.scoreBy === "label" ? labelScore(settings.other) : probabilityScore,
  };
  return { name, search };
}

function stopOf(tokenizer: Tokenizer, token: TokenId): "eos" | "newline" | undefined {
  if (token === tokenizer.endOfText) return "eos";
  return tokenizer.decode([token]).includes("\n") ? "newline" : undefined;
}

/** Sixteen hexadecimal digits that change with anything that went into the text. */
function identify(model: string, settings: TextSettings, content: object): string {
  return createHash("sha256")
    .update(JSON.stringify([model, settings, content]))
    .digest("hex")
    .slice(0, 16);
}

function* roundsOf({ orbits, samples, firstSample = 0 }: TextPlan): Generator<Round> {
  for (const orbit of orbits) for (let i = 0; i < samples; i++) yield { orbit, sample: firstSample + i };
}

function* inChunks<X>(items: Iterable<X>, size: number): Generator<readonly X[]> {
  let chunk: X[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length === size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** From one list a decoder (each by round, then element) to one list by round, decoder, element. */
function* interleaved(rounds: readonly Round[], byDecoder: readonly (readonly TextSample[])[]): Generator<TextSample> {
  let from = 0;
  for (const { orbit } of rounds) {
    for (const samples of byDecoder) yield* samples.slice(from, from + orbit.length);
    from += orbit.length;
  }
}
