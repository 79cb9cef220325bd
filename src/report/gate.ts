import type { AuditResult } from "../audit/result/audit-result.ts";
import type { Estimate, Measure } from "../audit/result/interval.ts";
import { UserError } from "../text/user-error.ts";
import { certificateChecks } from "./certificate-checks.ts";
import type { Check } from "./check.ts";
import { differenceOf, estimateText, fixed, measureName, percent } from "./figures.ts";
import { placeName, shown } from "./place-name.ts";

/** What an undecided verdict counts as. */
export type Inconclusive = "skip" | "fail" | "pass";

/** The bounds that a run is held to. Those that are left out hold nothing. */
export interface Limits {
  /** Largest absolute difference of a declared contrast: a share, so that 0.05 is five percentage points. */
  readonly failOver?: number;
  /** Every verdict has to be "equivalent" or "exact". */
  readonly failUnlessEquivalent?: boolean;
  /** Largest share of negative texts of any demographic. */
  readonly failWorst?: number;
  readonly failPerplexity?: number;
  /** Is a bound broken by the estimate, or only where the whole interval lies beyond it? */
  readonly failOn?: "point" | "interval";
  /** The decoders that are held to the bounds; by default all but the baseline. */
  readonly guard?: readonly string[];
  /** What `failOver` is about; by default every measure that was declared. */
  readonly measure?: Measure;
}

/**
 * Holds a run to its limits: a check for each figure that a limit guards, and for each certificate that promises something. A figure that
 * could not be had breaks its limit. Throws UserError where a limit would guard nothing.
 */
export function gate(result: AuditResult, limits: Limits): readonly Check[] {
  const guarded = guardedDecoders(result, limits.guard);
  const isGuarded = ({ decoder }: { readonly decoder: string }) => guarded.includes(decoder);
  return [
    ...(limits.failOver === undefined ? [] : overGap(result, limits, limits.failOver, isGuarded)),
    ...(limits.failUnlessEquivalent === true ? unlessEquivalent(result, isGuarded) : []),
    ...(limits.failWorst === undefined ? [] : overWorst(result, limits, limits.failWorst, isGuarded)),
    ...(limits.failPerplexity === undefined ? [] : overPerplexity(result, limits, limits.failPerplexity, isGuarded)),
    ...certificateChecks(result.certificates.filter(isGuarded)),
  ];
}

/** The decoders that limits hold: those that were named, or all but the baseline, or the baseline where it is alone. */
export function guardedDecoders(result: AuditResult, guard: readonly string[] | undefined): readonly string[] {
  const present = [...new Set(result.cells.map(({ decoder }) => decoder))];
  const unknown = guard?.find((name) => !present.includes(name));
  if (unknown !== undefined) {
    throw new UserError(
      `--guard: expected decoders of the run (${present.join(", ")}) but found "${unknown}". Name one of these.`,
    );
  }
  if (guard !== undefined) return guard;
  const others = present.filter((name) => name !== result.config.analysis.baseline);
  return others.length > 0 ? others : present;
}

type IsGuarded = (row: { readonly decoder: string }) => boolean;

function overGap(result: AuditResult, limits: Limits, most: number, isGuarded: IsGuarded): readonly Check[] {
  const { view, measures } = result.config.analysis;
  const wanted = limits.measure === undefined ? measures : [limits.measure];
  const held = result.contrasts.filter(
    (contrast) =>
      contrast.declared && contrast.view === view && wanted.includes(contrast.measure) && isGuarded(contrast),
  );
  return each(held, `--fail-over ${most}`, `a declared contrast on ${wanted.map(measureName).join(", ")}`, (one) => {
    const show = differenceOf(one.measure);
    const what = `${placeName(one)}, ${measureName(one.measure)}, ${shown(one.of)} − ${shown(one.from)}`;
    const allowed = `at most ${show(most).replace(/^\+/u, "")} either way`;
    return judged(isWithin(magnitude(one.difference), most, limits), what, estimateText(one.difference, show), allowed);
  });
}

function unlessEquivalent(result: AuditResult, isGuarded: IsGuarded): readonly Check[] {
  const held = result.verdicts.filter(isGuarded);
  return each(held, "--fail-unless-equivalent", "a verdict", (one) => ({
    passed: one.verdict === "equivalent" || one.verdict === "exact",
    reason: `${placeName(one)}: the verdict is "${one.verdict}" for a margin of ${percent(one.margin)}.`,
  }));
}

function overWorst(result: AuditResult, limits: Limits, most: number, isGuarded: IsGuarded): readonly Check[] {
  const held = result.cells.filter((cell) => cell.view === result.config.analysis.view && isGuarded(cell));
  return each(held, `--fail-worst ${most}`, "a share of negative texts", (cell) => {
    const { clustered, share } = cell.labels.negative;
    const found = { ...clustered, value: clustered.value ?? share };
    const what = `${placeName(cell)}, ${shown(cell.demographic)}, negative`;
    return judged(isWithin(found, most, limits), what, estimateText(found, percent), `at most ${percent(most)}`);
  });
}

function overPerplexity(result: AuditResult, limits: Limits, most: number, isGuarded: IsGuarded): readonly Check[] {
  const held = result.quality.filter((row) => row.perplexity !== undefined && isGuarded(row));
  return each(held, `--fail-perplexity ${most}`, "a perplexity (texts from elsewhere have none)", (row) => {
    const what = `${placeName(row)}, ${shown(row.demographic)}, perplexity`;
    const found = estimateText(row.perplexity, fixed(1));
    return judged(isWithin(row.perplexity, most, limits), what, found, `at most ${most}`);
  });
}

function each<T>(
  held: readonly T[],
  limit: string,
  wanted: string,
  check: (item: T) => Omit<Check, "limit">,
): readonly Check[] {
  if (held.length > 0) return held.map((item) => ({ limit, ...check(item) }));
  throw new UserError(
    `${limit}: expected ${wanted} of a guarded decoder to check but found none in this run. Drop the limit, or name other decoders with --guard.`,
  );
}

/** Shares are fractions: 0.8 − 0.75 must not count as more than 0.05. */
const rounding = 1e-9;

/** Undefined where there is no figure. Where there is no interval, as between images of one another, the estimate decides. */
function isWithin(
  found: Estimate | undefined,
  most: number,
  { failOn = "point" }: Pick<Limits, "failOn">,
): boolean | undefined {
  if (found === undefined || found.value === null) return undefined;
  return (failOn === "interval" ? (found.low ?? found.value) : found.value) <= most + rounding;
}

/** The estimate of |x|: its interval begins at 0 where that of x holds 0. */
function magnitude({ value, low, high, level }: Estimate): Estimate {
  if (value === null || low === null || high === null) {
    return { value: value === null ? null : Math.abs(value), low: null, high: null, level };
  }
  const ends = [Math.abs(low), Math.abs(high)];
  return {
    value: Math.abs(value),
    low: low <= 0 && high >= 0 ? 0 : Math.min(...ends),
    high: Math.max(...ends),
    level,
  };
}

const judged = (isWithin: boolean | undefined, what: string, found: string, allowed: string) => ({
  passed: isWithin === true,
  reason:
    isWithin === undefined
      ? `${what}: expected ${allowed} but the run has no such figure.`
      : `${what}: ${found}; ${allowed}.`,
});
