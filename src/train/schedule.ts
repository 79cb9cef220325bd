/** The learning rate at a step, counted from 1. */
export type Schedule = (step: number) => number;

/** Shape of a schedule beyond its peak and end. */
export interface ScheduleShape {
  /** Steps of linear warm-up from 0; default 0. */
  readonly warmup?: number;
  /** Steps, warm-up included, before the rate begins to fall; default: the warm-up's. Until then the rate does not depend on how many steps follow. */
  readonly hold?: number;
  /** The rate at the end; default 0. */
  readonly floor?: number;
}

/** Linear warm-up from 0 to `peak`, the peak held, then half a cosine down to `floor` at step `steps`. */
export function cosineSchedule(
  peak: number,
  steps: number,
  { warmup = 0, hold = warmup, floor = 0 }: ScheduleShape = {},
): Schedule {
  return (step) => {
    if (step < warmup) return (peak * step) / warmup;
    if (step <= hold) return peak;
    const done = Math.min(1, (step - hold) / Math.max(1, steps - hold));
    return floor + ((peak - floor) * (1 + Math.cos(Math.PI * done))) / 2;
  };
}
