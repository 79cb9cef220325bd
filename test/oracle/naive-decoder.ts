import { stabiliserPick, stepChance, viewChance, viewKey } from "../../src/decode/chance.ts";
import { gumbel, tokenNoise } from "../../src/math/random.ts";
import type { Regard } from "../../src/regard/regard.ts";
import type { TokenAction } from "../../src/wordlist/token-action.ts";

// The decoders as the method is written down, one text at a time: no cache, no batch, no frame but the name of a token. Shares with src/ the
// names of chance (which key a draw has) and the model's raw logits, and nothing else.

/** What a naive text is made from. */
export interface NaiveSetting {
  readonly decoder: "base" | "equi" | "r-equi" | "equizero" | "r-equizero";
  readonly action: TokenAction;
  /** Raw next-token logits of a text, shape (V). */
  logits(text: readonly number[]): Promise<Float32Array>;
  /** Tokens kept before a draw; 1: the likeliest, no chance. */
  readonly k: number;
  readonly length: number;
  readonly beam: number;
  ends(token: number): boolean;
  regard(text: readonly number[]): Regard;
  readonly seed: number;
  readonly sample: number;
}

type Noise = (token: number) => number;

/** The new tokens after a prompt. */
export function naiveText(setting: NaiveSetting, prompt: readonly number[]): Promise<number[]> {
  return setting.decoder.endsWith("equizero") ? naiveSearch(setting, prompt) : naiveAverage(setting, prompt);
}

const chanceOf = ({ seed, sample }: NaiveSetting) => ({ seed, sample, stream: 0, salt: 0 });
const image = ({ action }: NaiveSetting, g: number, token: number) => action.images[g]?.[token] ?? NaN;
const moved = (setting: NaiveSetting, g: number, text: readonly number[]) =>
  text.map((token) => image(setting, g, token));

async function naiveAverage(setting: NaiveSetting, prompt: readonly number[]): Promise<number[]> {
  const frame = leastImage(setting, prompt);
  const text = [...prompt];
  while (text.length < prompt.length + setting.length) {
    const { key } = stepChance(chanceOf(setting), text.length - prompt.length, undefined);
    const noise: Noise = (token) => gumbel(tokenNoise(key, image(setting, frame, token)));
    const next = draw(await averaged(setting, text), setting.k, noise);
    if (setting.ends(next)) break;
    text.push(next);
  }
  return text.slice(prompt.length);
}

/** out[j] = mean over g of the logits of g·x at g·j; for the relaxed decoder's general words, and for base, the logits of x. */
async function averaged(setting: NaiveSetting, text: readonly number[]): Promise<number[]> {
  const own = [...(await setting.logits(text))];
  if (setting.decoder === "base") return own;
  const { group, general } = setting.action;
  const views: Float32Array[] = [];
  for (const g of group.elements) views.push(await setting.logits(moved(setting, g, text)));
  return own.map((logit, j) => {
    if (setting.decoder === "r-equi" && general[j] === 1) return logit;
    return views.reduce((sum, view, g) => sum + (view[image(setting, g, j)] ?? NaN), 0) / group.order;
  });
}

/** The element that brings the prompt to its least image, the first where several do. */
function leastImage(setting: NaiveSetting, prompt: readonly number[]): number {
  const images = setting.action.group.elements.map((g) => moved(setting, g, prompt));
  return images.reduce((best, candidate, g) => (isBefore(candidate, images[best] ?? []) ? g : best), 0);
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((token, i) => token !== b[i]);
  return i >= 0 && (a[i] ?? 0) < (b[i] ?? 0);
}

function draw(logits: readonly number[], k: number, noise: Noise): number {
  const least = Float64Array.from(logits).sort()[logits.length - k] ?? NaN;
  const kept = Array.from(logits.keys()).filter((token) => (logits[token] ?? NaN) >= least);
  if (k === 1) return kept[0] ?? NaN;
  const scores = kept.map((token) => (logits[token] ?? NaN) + noise(token));
  return kept[scores.indexOf(Math.max(...scores))] ?? NaN;
}

interface Candidate {
  readonly from: readonly number[];
  readonly text: readonly number[];
  readonly ended: boolean;
  readonly loss: number;
  readonly logProb: number;
}

async function naiveSearch(setting: NaiveSetting, prompt: readonly number[]): Promise<number[]> {
  const { group } = setting.action;
  let text: readonly number[] = prompt;
  for (let round = 0; text.length < prompt.length + setting.length; round++) {
    const length = Math.min(setting.beam, prompt.length + setting.length - text.length);
    const seen = new Map<string, number>();
    const candidates: Candidate[] = [];
    for (const g of group.elements) {
      const view = moved(setting, g, text);
      const copy = seen.get(view.join()) ?? 0;
      seen.set(view.join(), copy + 1);
      candidates.push(await candidate(setting, view, copy, round, length));
    }
    const best = candidates.reduce((a, b) => (isBetter(b, a) ? b : a));
    const makers = group.elements.filter((g) => moved(setting, g, text).join() === best.from.join());
    const maker = makers[stabiliserPick(chanceOf(setting), round, makers.length)] ?? NaN;
    text = moved(setting, group.inverse(maker as (typeof makers)[number]), best.text);
    if (best.ended) break;
  }
  return text.slice(prompt.length);
}

async function candidate(
  setting: NaiveSetting,
  from: readonly number[],
  copy: number,
  round: number,
  length: number,
): Promise<Candidate> {
  const view = viewKey(chanceOf(setting), round, from, copy);
  const text = [...from];
  let logProb = 0;
  let ended = false;
  while (!ended && text.length < from.length + length) {
    const logits = [...(await setting.logits(text))];
    const { key } = viewChance(view, text.length - from.length);
    const next = draw(logits, setting.k, (token) => gumbel(tokenNoise(key, token)));
    logProb += (logits[next] ?? NaN) - logSumExp(logits);
    ended = setting.ends(next);
    if (!ended) text.push(next);
  }
  const worth = { positive: 1, neutral: 0, negative: -1, other: 0 }[setting.regard(text).label];
  return { from, text, ended, loss: -worth, logProb };
}

function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.loss !== b.loss) return a.loss < b.loss;
  if (Math.abs(a.logProb - b.logProb) > 1e-6 * Math.max(1, -a.logProb)) return a.logProb > b.logProb;
  return isBefore(a.text, b.text);
}

function logSumExp(logits: readonly number[]): number {
  const max = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  return max + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - max), 0));
}
