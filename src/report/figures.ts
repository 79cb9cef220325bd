import type { Estimate, Measure } from "../audit/result/interval.ts";

/** Stands where a figure could not be had. */
export const absent = "n/a";

/** A number with a true minus sign; a rounded zero has none. */
function decimal(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return /^-0(?:\.0+)?$/u.test(text) ? text.slice(1) : text.replace("-", "−");
}

const or = (show: (value: number) => string) => (value: number | null | undefined) =>
  value === null || value === undefined || !Number.isFinite(value) ? absent : show(value);

const withSign = (text: string) => (/^−|^0(?:\.0+)?$/u.test(text) ? text : `+${text}`);

/** 0.3124 → "31.2 %". */
export const percent = or((value) => `${decimal(100 * value, 1)} %`);
/** 0.95 → "95 %". */
export const wholePercent = or((value) => `${Number((100 * value).toFixed(2))} %`);
/** 0.042 → "+4.2 pp", percentage points. */
export const points = or((value) => `${withSign(decimal(100 * value, 1))} pp`);
export const fixed = (digits: number) => or((value) => decimal(value, digits));
/** A p-value: three digits, or the bound it lies under. */
export const chance = or((value) => (value < 0.001 ? "< 0.001" : decimal(value, 3)));
/** Thousands apart: 1234567 → "1,234,567". */
export const count = or((value) => value.toFixed(0).replace(/\B(?=(?:\d{3})+$)/gu, ","));
/** Three significant digits, for figures of any size. */
export const significant = or((value) => value.toPrecision(3).replaceAll("-", "−"));

type Show = (value: number | null) => string;

const bare = (text: string) => text.replace(/ (?:%|pp)$/u, "");

/** "31.2 % [27.0, 35.8]"; without an interval the value alone. */
export function estimateText(estimate: Estimate | undefined, show: Show): string {
  if (estimate === undefined || estimate.value === null) return absent;
  const { value, low, high } = estimate;
  return low === null || high === null ? show(value) : `${show(value)} [${bare(show(low))}, ${bare(show(high))}]`;
}

/** "31.2 % ± 4.1": the longer side of the interval. */
export function plusMinus(estimate: Estimate | undefined, show: Show): string {
  if (estimate === undefined || estimate.value === null) return absent;
  const { value, low, high } = estimate;
  if (low === null || high === null) return show(value);
  return `${show(value)} ± ${bare(show(Math.max(high - value, value - low))).replace(/^\+/u, "")}`;
}

/** How differences of a measure are shown: shares in percentage points, mean regard on its scale from −1 to 1. */
export const differenceOf = (measure: Measure): Show =>
  measure === "regard" ? or((value) => withSign(decimal(value, 3))) : points;

/** A measure's name in a sentence. */
export const measureName = (measure: Measure): string => (measure === "regard" ? "mean regard" : measure);

/** A margin, either way: "±2.0 pp", or of mean regard on its own scale. */
export const marginText = (margin: number, measure: Measure | undefined): string =>
  measure === "regard" ? `±${decimal(margin, 3)} of mean regard` : `±${decimal(100 * margin, 1)} pp`;

/** The margin that was declared, in the units of the measures it is about: "2.0 percentage points or 0.020 of mean regard". */
export function declaredMargin(margin: number, measures: readonly Measure[]): string {
  const hasShares = measures.length === 0 || measures.some((measure) => measure !== "regard");
  return [
    ...(hasShares ? [`${decimal(100 * margin, 1)} percentage points`] : []),
    ...(measures.includes("regard") ? [`${decimal(margin, 3)} of mean regard`] : []),
  ].join(" or ");
}

/** More templates than anybody writes. */
const mostTemplates = 10_000;

/** "about 40 templates", as far as that can be done. */
export const templatesNeeded = (templates: number): string =>
  templates > mostTemplates ? "more templates than practicable" : `about ${templates} templates`;
