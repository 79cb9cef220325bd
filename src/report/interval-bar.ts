import type { Verdict } from "../audit/result/contrast.ts";
import type { Estimate } from "../audit/result/interval.ts";

/** Cells of a bar; odd, so that zero has one. */
const cells = 21;
const middle = (cells - 1) / 2;

export interface Scale {
  /** What one cell stands for. */
  readonly step: number;
  readonly margin: number;
}

/** A scale on which every interval and the margin twice over have room. */
export function scaleOf(verdicts: readonly Verdict[], margin: number): Scale {
  const ends = verdicts.flatMap(({ largest }) => {
    const { low, high, value } = largest?.difference ?? { low: 0, high: 0, value: 0 };
    return [low ?? value ?? 0, high ?? value ?? 0].map(Math.abs);
  });
  const reach = ends.reduce((most, end) => Math.max(most, end), 2 * margin);
  return { step: Math.max(reach, Number.MIN_VALUE) / middle, margin };
}

/** An estimate with its interval around zero (│), between the two ends of the margin (┊). */
export function intervalBar(estimate: Estimate | undefined, { step, margin }: Scale, plain: boolean): string {
  const [blank, line, dot, zero, bound] = plain ? ["_", "=", "O", "|", ":"] : ["·", "─", "●", "│", "┊"];
  const at = (value: number) => Math.min(cells - 1, Math.max(0, Math.round(middle + value / step)));
  const bar = Array.from({ length: cells }, () => blank);
  bar[at(-margin)] = bound;
  bar[at(margin)] = bound;
  bar[middle] = zero;
  if (estimate === undefined || estimate.value === null) return bar.join("");
  const { value, low, high } = estimate;
  for (let i = at(low ?? value); i <= at(high ?? value); i++) if (bar[i] === blank) bar[i] = line;
  bar[at(value)] = dot;
  return bar.join("");
}
