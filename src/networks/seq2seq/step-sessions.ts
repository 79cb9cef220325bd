import { type Key, key, pick, tokenNoise, uniform } from "../../math/random.ts";
import type { GraphRunner, LoadedGraph, RunTensor } from "../../train/graph-runner.ts";
import type { Batch } from "../../train/train.ts";
import { beforeFeeds, sourceFeeds, targetFeeds } from "./feeds.ts";
import type { StepSizes } from "./logits.ts";
import type { BackwardOrder } from "./shape.ts";

/** A source and its target as token ids, end marks included. */
export interface TokenPair {
  readonly source: readonly number[];
  readonly target: readonly number[];
}

/** How steps are drawn. */
export interface StepPlan {
  readonly chance: Key;
  /** Examples of a step. Beyond the first they are drawn from those whose targets are padded to the same length, so each example is drawn equally often. */
  readonly rows: number;
  /** The probability that a step feeds the decoder the target's tokens. */
  readonly forcing: number;
  /** The share of the decoder's embedded tokens set to 0. */
  readonly dropout: number;
  /** The views of an example that are rows of a step, one after the other; absent: the example itself. */
  readonly views?: (example: TokenPair) => readonly TokenPair[];
  /** The longest source, and the decoder's width. */
  readonly source: number;
  readonly width: number;
  /** What the encoder's second direction reads. */
  readonly backward?: BackwardOrder | undefined;
}

/** Graphs of training steps by their sizes, loaded when first needed and kept. */
export interface StepSessions {
  /** The batch of a step: examples drawn with replacement, whether they are forced, and what is dropped, all by the step's number. */
  batch(step: number): Promise<Batch>;
  close(): Promise<void>;
}

/** The length that a target is padded to. For single examples: up to 16 exactly, then in twos, at most one position of 18 wasted; for several in fours. */
function paddedTarget(length: number, rows: number): number {
  if (rows === 1 && length <= 16) return length;
  const unit = rows === 1 ? 2 : 4;
  return unit * Math.ceil(length / unit);
}

/** Draws steps from examples, and keeps the graphs for them: about 60 of 5 to 10 MB. */
export function stepSessions(
  runner: GraphRunner,
  graphOf: (sizes: StepSizes) => Uint8Array,
  examples: readonly TokenPair[],
  { chance, rows, forcing, dropout, source, width, backward, views = (example) => [example] }: StepPlan,
): StepSessions {
  const byLength = new Map<number, TokenPair[]>();
  for (const example of examples) {
    const length = paddedTarget(example.target.length, rows);
    const alike = byLength.get(length);
    if (alike === undefined) byLength.set(length, [example]);
    else alike.push(example);
  }
  const loaded = new Map<string, Promise<Loaded>>();
  const open = (sizes: StepSizes, inView: number): Promise<Loaded> => {
    const name = `${sizes.target} ${sizes.forced}`;
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const opened = runner.load(graphOf(sizes)).then((graph) => {
      const dims = [sizes.target * inView, width];
      return { graph, kept: { type: "float32" as const, dims, data: new Float32Array(sizes.target * inView * width) } };
    });
    loaded.set(name, opened);
    return opened;
  };
  return {
    async batch(step) {
      const own = key(chance, step);
      const first = examples[pick(uniform(own, 0), examples.length)] as TokenPair;
      const forced = uniform(own, 1) < forcing;
      const target = paddedTarget(first.target.length, rows);
      const alike = byLength.get(target) ?? [];
      const others = Array.from(
        { length: rows - 1 },
        (_, i) => alike[pick(uniform(own, 2 + i), alike.length)] as TokenPair,
      );
      const drawn = [first, ...others];
      const seen = drawn.flatMap(views);
      const { graph, kept } = await open({ rows, source, target, forced }, seen.length);
      drawKept(kept.data, own, dropout);
      const sources = sourceFeeds(
        seen.map((each) => each.source),
        source,
        backward,
      );
      const targets = targetFeeds(drawn.map(targetOf), target, false);
      const before = forced ? beforeFeeds(seen.map(targetOf), target) : {};
      return { graph, feeds: { ...sources, ...targets, ...before, "target.kept": kept } };
    },
    async close() {
      for (const each of loaded.values()) await (await each).graph.close();
    },
  };
}

const targetOf = ({ target }: TokenPair): readonly number[] => target;

interface Loaded {
  readonly graph: LoadedGraph;
  readonly kept: RunTensor & { readonly data: Float32Array };
}

/** Fills with 0 at the given rate, else with 1 / (1 − rate). */
function drawKept(kept: Float32Array, own: Key, rate: number): void {
  const bound = rate * 2 ** 32;
  const value = 1 / (1 - rate);
  for (let i = 0; i < kept.length; i++) kept[i] = tokenNoise(own, i) < bound ? 0 : value;
}
