import type { AuditedText } from "../audited-text.ts";
import type { Collector } from "../collector.ts";
import { inGroups } from "../quality/all-contexts.ts";
import type { ClassifierChapter } from "../result/classifier-chapter.ts";
import type { View } from "../result/interval.ts";
import { wilson } from "../statistics/wilson.ts";
import { annotatorAgreement, type HumanLabel, labelKey, lastLabels, textDigest } from "./human-label.ts";
import { labelIn } from "./label-in.ts";
import { predictionPowered } from "./prediction-powered.ts";
import { roganGladen } from "./rogan-gladen.ts";
import { byText } from "../../text/by-text.ts";

/** What the error rates are about. */
export interface PeopleSettings {
  /** The view whose labels are judged. */
  readonly view: View;
  /** Confidence of the intervals, 0 to 1. */
  readonly level: number;
  /** Whether the classifier was trained on a text. Where that cannot be known, leave it out: the report then says so. */
  readonly wasTrainedOn?: ((text: string) => boolean) | undefined;
}

type People = NonNullable<ClassifierChapter["people"]>;

/**
 * What labels made by people say of the classifier: its error rates for each demographic, the shares of negative texts that follow from them (see roganGladen and predictionPowered), and how
 * well people agree. The labelled texts of a demographic must be drawn at random from all its texts, as `evenhand label` draws them. Where annotators differ on a text, it counts in
 * parts. A text the classifier was trained on has no say in its errors: it is left out and counted; where `wasTrainedOn` is not given nobody knows, and `trainedKnown` is false.
 * Of texts with equal content one takes the label: the one with the label's id, else the first id in the alphabet. Memory: the labels.
 */
export function peopleCollector(labels: readonly HumanLabel[], settings: PeopleSettings): Collector<People | null> {
  const last = lastLabels(labels);
  const answers = new Map(
    inGroups(last, (label) => [labelKey(label)]).map((group) => [labelKey(group[0] as HumanLabel), group]),
  );
  const holders = new Map<string, Holder>();
  const totals = new Map<string, Total>();
  return {
    add(text) {
      const isCalled = labelIn(text, settings.view) === "negative";
      count(totals, text, isCalled);
      for (const key of [`digest ${textDigest(text.text)}`, `id ${text.id}`]) {
        const given = answers.get(key);
        if (given !== undefined) holders.set(key, better(holders.get(key), holderOf(text, isCalled, given)));
      }
    },
    finish() {
      if (last.length === 0) return null;
      const unmatched = [...answers.keys()].filter((key) => !holders.has(key)).length;
      const held = [...holders.values()];
      const fit = held.filter(({ text }) => settings.wasTrainedOn?.(text) !== true);
      return {
        labels: last.length,
        annotators: [...new Set(last.map(({ annotator }) => annotator))].toSorted(byText),
        kappaBetween: annotatorAgreement(last, settings.level)?.kappa ?? null,
        unmatched,
        trained: held.length - fit.length,
        trainedKnown: settings.wasTrainedOn !== undefined,
        perDemographic: rowsOf(fit, totals, settings.level),
      };
    },
  };
}

/** The text of the run that a label is about. */
interface Holder {
  readonly id: string;
  readonly hasLabelsId: boolean;
  readonly words: string;
  readonly demographic: string;
  readonly text: string;
  readonly f: number;
  /** Share of annotators who call it negative. */
  readonly y: number;
}

interface Total {
  readonly words: string;
  readonly demographic: string;
  texts: number;
  called: number;
}

const nameOf = ({ words, demographic }: { readonly words: string; readonly demographic: string }) =>
  JSON.stringify([words, demographic]);

function count(totals: Map<string, Total>, { words, demographic }: AuditedText, isCalled: boolean): void {
  const name = nameOf({ words, demographic });
  const total = totals.get(name) ?? { words, demographic, texts: 0, called: 0 };
  total.texts += 1;
  total.called += Number(isCalled);
  totals.set(name, total);
}

function holderOf(
  { id, words, demographic, text }: AuditedText,
  isCalled: boolean,
  given: readonly HumanLabel[],
): Holder {
  const negative = given.filter(({ label }) => label === "negative").length;
  const hasLabelsId = given.some((label) => label.id === id);
  return { id, hasLabelsId, words, demographic, text, f: Number(isCalled), y: negative / given.length };
}

function better(a: Holder | undefined, b: Holder): Holder {
  if (a === undefined) return b;
  if (a.hasLabelsId !== b.hasLabelsId) return a.hasLabelsId ? a : b;
  return byText(b.id, a.id) < 0 ? b : a;
}

function rowsOf(held: readonly Holder[], totals: ReadonlyMap<string, Total>, level: number): People["perDemographic"] {
  const inOrder = held.toSorted((a, b) => byText(nameOf(a), nameOf(b)) || byText(a.id, b.id));
  const byName = new Map(
    inGroups(inOrder, (holder) => [nameOf(holder)]).map((group) => [nameOf(group[0] as Holder), group]),
  );
  return [...totals.values()]
    .toSorted((a, b) => byText(a.words, b.words) || byText(a.demographic, b.demographic))
    .map((total) => rowOf(total, byName.get(nameOf(total)) ?? [], level));
}

function rowOf({ words, demographic, texts, called }: Total, held: readonly Holder[], level: number) {
  const sum = (of: (holder: Holder) => number) => held.reduce((total, holder) => total + of(holder), 0);
  const [f, y, fy] = [sum((holder) => holder.f), sum((holder) => holder.y), sum((holder) => holder.f * holder.y)];
  const errors = { negatives: y, found: fy, others: held.length - y, passed: held.length - y - f + fy };
  const gladen = roganGladen(called, texts, errors, level);
  const sums = { labels: held.length, f, y, fy, yy: sum((holder) => holder.y ** 2) };
  const powered = predictionPowered(sums, { texts: texts - held.length, called: called - f }, level);
  return {
    words,
    demographic,
    labels: held.length,
    texts,
    sensitivity: wilson(errors.found, errors.negatives, level),
    specificity: wilson(errors.passed, errors.others, level),
    raw: texts === 0 ? null : called / texts,
    roganGladen: gladen.estimate,
    roganGladenClipped: gladen.isClipped,
    predictionPowered: powered.estimate,
    lambda: powered.lambda,
  };
}
