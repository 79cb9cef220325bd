import { encode } from "gpt-tokenizer/encoding/gpt2";
import type { MiniData, Source } from "./mini-data.ts";
import { counterpart, nameSubject } from "./mini-counterparts.ts";
import { endOfText, innerTable, keptWhole, type InnerVocabulary } from "./mini-vocabulary.ts";
import { pick, random } from "./random.ts";

/** The shares of the sources among the rows of a batch. */
export type Mix = Readonly<Partial<Record<Source, number>>>;

/** Rows for one step in inner tokens. A weight is 1 where the target counts and 0 where it is unknown or the text was cut off. */
export interface Rows {
  readonly ids: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float32Array;
}

interface Document {
  readonly tokens: Int32Array;
  /** Whether the text ends where it ends, or was cut off. */
  readonly whole: boolean;
}

/** Share of the samples' sentences that are told about another group. */
const swapped = 0.3;
/** Texts of the other sources in which more than this share of tokens is unknown are left out. */
const mostUnknown = 0.14;
/** Share of input tokens hidden (read as unknown), so that the unknown token is learnt and rows lean on more than one word. */
const hidden = 0.02;

/** Draws rows from the training texts: `rows(seed, mix, count, length)` is the same for the same arguments. A source without texts gives no rows. */
export function rowMaker(data: MiniData, vocabulary: InnerVocabulary) {
  const table = innerTable(vocabulary);
  const inner = (text: string): Document => ({
    tokens: Int32Array.from(encode(text), (token) => table[token]!),
    whole: /[.!?"')\]]$/.test(text),
  });
  const texts = new Map(data.training.map(({ source, texts }) => [source, texts]));
  const strange = ({ tokens }: Document): number =>
    tokens.reduce((count, token) => count + (token === vocabulary.ids.length ? 1 : 0), 0);
  const known = (source: Source) => (document: Document) =>
    keptWhole.has(source) || strange(document) <= mostUnknown * document.tokens.length;
  const documents = new Map(data.training.map(({ source, texts }) => [source, texts.map(inner).filter(known(source))]));
  const drawn = (source: Source, chance: () => number): Document => {
    if ((source === "samples" || source === "regard") && chance() < swapped) {
      const other = counterpart(pick(texts.get(source) ?? [], chance), chance);
      if (other !== undefined) return inner(other);
    }
    if (source === "own") return inner(nameSubject(pick(texts.get(source) ?? [], chance), chance));
    return pick(documents.get(source) ?? [], chance);
  };
  return (seed: number, mix: Mix, count: number, length: number): Rows => {
    const shares = [...documents.keys()].map((source) => [source, mix[source] ?? 0] as const);
    const rows = {
      ids: new Int32Array(count * length),
      targets: new Int32Array(count * length),
      weights: new Float32Array(count * length),
    };
    for (let row = 0; row < count; row++)
      fillRow(rows, row * length, length, {
        shares,
        drawn,
        unknown: vocabulary.ids.length,
        end: table[endOfText]!,
        chance: random(seed, row),
      });
    const total = rows.weights.reduce((sum, weight) => sum + weight, 0);
    return { ...rows, weights: rows.weights.map((weight) => weight / total) };
  };
}

interface RowPlan {
  readonly shares: readonly (readonly [Source, number])[];
  readonly drawn: (source: Source, chance: () => number) => Document;
  readonly unknown: number;
  readonly end: number;
  readonly chance: () => number;
}

/** A row begins at the first word of a text (long ones: mostly anywhere inside), and goes on with more texts of its source, end-of-text between. */
function fillRow(rows: Rows, at: number, length: number, plan: RowPlan): void {
  const { unknown, chance } = plan;
  const { tokens, counts } = rowTokens(length, plan);
  for (let i = 0; i < length; i++) {
    rows.ids[at + i] = i > 0 && chance() < hidden ? unknown : tokens[i]!;
    rows.targets[at + i] = tokens[i + 1]!;
    rows.weights[at + i] = counts[i + 1] ?? 0;
  }
}

/** More than `length` tokens, and for each whether it counts as a target. */
function rowTokens(
  length: number,
  { shares, drawn, unknown, end, chance }: RowPlan,
): { readonly tokens: readonly number[]; readonly counts: readonly (number | undefined)[] } {
  const source = choose(shares, chance);
  const [tokens, counts]: [number[], number[]] = [[], []];
  while (tokens.length <= length) {
    const document = drawn(source, chance);
    const long = document.tokens.length > length;
    const from = long && chance() < 0.7 ? Math.floor(chance() * (document.tokens.length - length)) : 0;
    if (tokens.length > 0) tokens.push(end);
    for (const token of document.tokens.subarray(from)) {
      tokens.push(token);
      counts[tokens.length - 1] = token === unknown ? 0 : 1;
    }
    counts[tokens.length] = document.whole ? 1 : 0;
  }
  return { tokens, counts };
}

function choose(entries: readonly (readonly [Source, number])[], chance: () => number): Source {
  let left = chance() * entries.reduce((sum, [, share]) => sum + share, 0);
  return (entries.find(([, share]) => (left -= share) < 0) ?? entries[0]!)[0];
}
