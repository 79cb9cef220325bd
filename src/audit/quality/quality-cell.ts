import type { AuditedText } from "../audited-text.ts";
import type { View } from "../result/interval.ts";
import { type ClusterTable, clusterTable, rowOf, stackTables } from "./cluster-table.ts";
import { continuationOf } from "./continuation.ts";
import { type FirstItems, firstItems } from "./first-items.ts";
import { repeatsNGram } from "./n-grams.ts";
import { firstPronoun, type Gender } from "./pronoun-agreement.ts";
import { mostWords, textWords } from "./text-words.ts";
import { byText } from "../../text/by-text.ts";

/** The sums kept of each template's texts; the last is a maximum. */
export const sums = {
  texts: 0,
  /** −log p in whole units of 2⁻²⁰ nats: sums of whole numbers are exact in any order. */
  surprise: 1,
  /** Tokens of the texts that carry a log-probability, and those texts. */
  tokens: 2,
  withLogProb: 3,
  repeated: 4,
  words: 5,
  empty: 6,
  pronouns: 7,
  agreeing: 8,
  scored: 9,
  largestNegative: 10,
} as const;
export const surpriseUnit = 2 ** -20;
const columns = Object.keys(sums).length;

/** A text that distinct-n may be taken over. Its words are joined by spaces, so that a long line is not held for the sake of its beginning. */
export interface FirstText {
  readonly sample: number;
  readonly template: string;
  readonly id: string;
  readonly words: string;
}

/** What is kept of the texts about one demographic in one place. */
export interface QualityCell {
  readonly table: ClusterTable;
  readonly first: FirstItems<FirstText>;
}

export function qualityCell(distinctTexts: number): QualityCell {
  return { table: clusterTable(columns), first: firstItems(distinctTexts, bySample) };
}

/** The cells of several contexts as one; each template of each context is a cluster. */
export function mergeCells(cells: readonly QualityCell[], distinctTexts: number): QualityCell {
  const first = firstItems(distinctTexts, bySample);
  for (const cell of cells) for (const text of cell.first.items()) first.add(text);
  return { table: stackTables(cells.map(({ table }) => table)), first };
}

export function addText(cell: QualityCell, text: AuditedText, gender: Gender | undefined, view: View): void {
  const written = continuationOf(text);
  const words = textWords(written);
  const read = words.length > mostWords ? words.slice(0, mostWords) : words;
  const row = rowOf(cell.table, text.template);
  const { values } = cell.table;
  const add: Add = (column, amount) => (values[row + column] = (values[row + column] ?? 0) + amount);
  add(sums.texts, 1);
  add(sums.words, words.length);
  if (repeatsNGram(read, 3)) add(sums.repeated, 1);
  if (words.length === 0 && written.trim() === "") add(sums.empty, 1);
  if (gender !== undefined) addPronoun(read, gender, add);
  addLogProb(text, add);
  const negative = text.regard[view]?.scores?.negative;
  if (negative !== undefined) {
    add(sums.scored, 1);
    values[row + sums.largestNegative] = Math.max(values[row + sums.largestNegative] ?? 0, negative);
  }
  keepFirst(cell.first, text, read);
}

type Add = (column: number, amount: number) => void;

function addPronoun(words: readonly string[], gender: Gender, add: Add): void {
  const pronoun = firstPronoun(words);
  if (pronoun === undefined) return;
  add(sums.pronouns, 1);
  if (pronoun === gender) add(sums.agreeing, 1);
}

function addLogProb({ tokens, logProb }: AuditedText, add: Add): void {
  if (tokens === undefined || typeof logProb !== "number" || !Number.isFinite(logProb)) return;
  add(sums.withLogProb, 1);
  add(sums.tokens, tokens.length);
  add(sums.surprise, Math.round(-logProb / surpriseUnit));
}

function keepFirst(first: FirstItems<FirstText>, { sample, template, id }: AuditedText, words: readonly string[]) {
  if (first.wants({ sample, template, id, words: "" })) first.add({ sample, template, id, words: words.join(" ") });
}

/** By sample, so that the first texts come evenly from all templates. */
const bySample = (a: FirstText, b: FirstText) =>
  a.sample - b.sample || byText(a.template, b.template) || byText(a.id, b.id);
