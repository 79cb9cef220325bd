import type { DecodeEvent } from "../../decode/decode-plan.ts";
import type { Element } from "../../group/group.ts";
import { generateTexts, type TextPlan, type TextTools, type WritingEvent } from "../../pipelines/text-generation.ts";
import type { PromptOrbit } from "../../pipelines/text-prompt.ts";
import type { TextSample } from "../../pipelines/text-sample.ts";
import type { TokenId } from "../../text/token.ts";
import type { Block, GrowingBlock, ShownRound } from "./texts.ts";

/** An orbit and the tools its texts are written with. */
export interface OrbitToWrite {
  readonly tools: TextTools;
  readonly orbit: PromptOrbit;
}

/** Some samples of one orbit: what is written in one go. */
export interface BlocksToWrite extends OrbitToWrite {
  readonly firstSample: number;
  readonly samples: number;
}

/** The next blocks from a number on: at most `most`, all of one orbit. Undefined where all are written. */
export function nextBlocks(
  orbits: readonly OrbitToWrite[],
  samples: number,
  block: number,
  most: number,
): BlocksToWrite | undefined {
  const one = orbits[Math.floor(block / samples)];
  if (one === undefined) return undefined;
  const firstSample = block % samples;
  return { ...one, firstSample, samples: Math.min(most, samples - firstSample) };
}

/** A text on its way. */
interface Growing {
  readonly tokens: TokenId[];
  readonly rounds: ShownRound[];
}

/**
 * Writes blocks of one orbit. `onGrowing` hears of every token and round, and gets what there is by calling `now`: a listener that is in no hurry
 * makes no work. What it throws ends the writing.
 */
export async function writeBlocks(
  blocks: BlocksToWrite,
  plan: Pick<TextPlan, "decoders" | "settings">,
  onGrowing: (now: () => readonly GrowingBlock[]) => void,
): Promise<readonly Block[]> {
  const { tools, orbit, firstSample, samples } = blocks;
  const growing = Array.from({ length: samples }, () => orbit.map((): Growing => ({ tokens: [], rounds: [] })));
  const now = () => growing.map((texts) => shownGrowing(blocks, texts));
  const onEvent = ({ prompt, sample, event }: WritingEvent): void => {
    const text = growing[sample - firstSample]?.[orbit.indexOf(prompt)];
    if (text === undefined) return;
    take(tools, prompt.element, text, event);
    onGrowing(now);
  };
  const usual = { logProb: false, frames: "on", batchSize: 128 } as const;
  const written: TextSample[] = [];
  const whole: TextPlan = { ...usual, ...plan, orbits: [orbit], samples, firstSample };
  for await (const sample of generateTexts(tools, whole, { onEvent })) written.push(sample);
  return growing.map((texts, i) => ({
    samples: written.slice(i * orbit.length, (i + 1) * orbit.length),
    rounds: texts[0]?.rounds ?? [],
  }));
}

function take(tools: TextTools, element: Element, text: Growing, event: DecodeEvent): void {
  if (event.kind === "tokens") text.tokens.push(...event.tokens);
  if (event.kind === "round") text.rounds.push(shownRound(tools, element, event.round));
}

function shownGrowing({ tools, orbit }: BlocksToWrite, texts: readonly Growing[]): GrowingBlock {
  const written = texts.map(({ tokens }, i) => (orbit[i]?.text ?? "") + tools.tokenizer.decode(tokens));
  return { texts: written, rounds: [...(texts[0]?.rounds ?? [])] };
}

/** A round with its views named by what they are about: the view of g of a text about e is about g·e. */
function shownRound(
  { tokenizer, words }: TextTools,
  element: Element,
  { number, winner, decidedBy, candidates }: Extract<DecodeEvent, { kind: "round" }>["round"],
): ShownRound {
  const { group } = words.full.action;
  return {
    number,
    winner,
    decidedBy,
    candidates: candidates.map(({ element: g, tokens, regard, score, logProb }) => ({
      view: words.demographic(group.multiply(g, element)),
      added: tokenizer.decode(tokens),
      label: regard.label,
      score,
      logProb,
    })),
  };
}
