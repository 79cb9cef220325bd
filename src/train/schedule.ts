/** The learning rate at a step, counted from 1. */
export type Schedule = (step: number) => number;

/** Linear warm-up from 0 to `peak` over `warmup` steps, then half a cosine down to `floor` (default 0) at step `steps`. */
export function cosineSchedule(peak: number, steps: number, { warmup = 0, floor = 0 } = {}): Schedule {
  return (step) => {
    if (step < warmup) return (peak * step) / warmup;
    const done = Math.min(1, (step - warmup) / Math.max(1, steps - warmup));
    return floor + ((peak - floor) * (1 + Math.cos(Math.PI * done))) / 2;
  };
}
