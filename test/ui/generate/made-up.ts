import type { DecoderName } from "../../../src/decode/decode-plan.ts";
import type { TextSample } from "../../../src/pipelines/text-sample.ts";
import type { RegardLabel } from "../../../src/regard/regard.ts";
import type { Key, KeyName } from "../../../src/ui/kernel/key.ts";
import type { UiEvent } from "../../../src/ui/kernel/screen.ts";
import {
  type GenerateEffect,
  type GenerateNews,
  type GenerateState,
  startState,
} from "../../../src/ui/generate/state.ts";
import { stepGenerate } from "../../../src/ui/generate/step.ts";
import type { Block, ShownOrbit, ShownRound } from "../../../src/ui/generate/texts.ts";

export type Event = UiEvent<GenerateNews>;

export const named = (name: KeyName): Event => ({ kind: "key", key: { kind: "named", name } });
export const text = (text: string): Event => ({ kind: "key", key: { kind: "text", text } satisfies Key });
export const news = (news: GenerateNews): Event => ({ kind: "news", news });
export const size = (columns: number, rows: number, screenReader = false): Event => ({
  kind: "size",
  size: { columns, rows, screenReader },
});

/** The state after events, and the effects of the last one. */
export function after(
  state: GenerateState,
  ...events: readonly Event[]
): { readonly state: GenerateState; readonly effects: readonly GenerateEffect[]; readonly go?: unknown } {
  return events.reduce<ReturnType<typeof after>>(
    ({ state }, event) => {
      const { effects = [], ...step } = stepGenerate(state, event);
      return { ...step, effects };
    },
    { state, effects: [] },
  );
}

export const begun = (...events: readonly Event[]): GenerateState => after(startState, ...events).state;

const listed = ["man", "woman", "his", "her"];

/** Orbits of two prompts about man and woman. */
const orbits = (count: number): readonly ShownOrbit[] =>
  Array.from({ length: count }, (_, i) => ({
    prompts: ["man", "woman"].map((name) => ({ text: `The ${name} was ${i}`, demographic: name })),
    template: `The {demographic} was ${i}`,
    listed,
  }));

const scores = { negative: 0, neutral: 1, positive: 0, other: 0 };

/** A sample as `generate` writes it. */
function sampleOf(text: string, change: Partial<TextSample> = {}, label: RegardLabel = "neutral"): TextSample {
  return {
    id: "0123456789abcdef",
    decoder: "equizero",
    words: ["gender"],
    group: { name: "C2", order: 2 },
    element: 0,
    demographic: "man",
    context: null,
    template: "The {demographic} was",
    seed: 0,
    sample: 0,
    prompt: "The man was",
    text,
    tokens: [1, 2],
    logProb: null,
    finish: "length",
    regard: { unmasked: { label, scores }, masked: { label, scores, text, leak: [] } },
    ...change,
  };
}

const round: ShownRound = {
  number: 0,
  winner: 1,
  decidedBy: "regard",
  candidates: [
    { view: "man", added: " feared by his boss", label: "negative", score: -1, logProb: -12.345 },
    { view: "woman", added: " praised for her work", label: "positive", score: 1, logProb: -9.5 },
  ],
};

/** A block of two texts, with a round. */
export const blockOf = (first: string, second: string): Block => ({
  samples: [sampleOf(first, {}, "positive"), sampleOf(second, { element: 1, demographic: "woman" }, "negative")],
  rounds: [round],
});

export const opened = (run: number, count: number, decoder: DecoderName = "equizero"): Event =>
  news({ kind: "opened", run, decoder, orbits: orbits(count) });

export const wrote = (run: number, from: number, blocks: readonly Block[], decoder: DecoderName = "equizero"): Event =>
  news({ kind: "written", run, decoder, from, blocks });

export const fairBlock: Block = blockOf(
  "The man was known for his work on the trains of the north, and for the long letters that he wrote home",
  "The woman was known for her work on the trains of the north, and for the long letters that she wrote home",
);
