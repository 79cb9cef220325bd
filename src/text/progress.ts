/** How far something is. Without `total`, its end is unknown. */
export interface Progress {
  readonly label: string;
  readonly unit: string;
  readonly done: number;
  readonly total?: number;
  readonly elapsedMs: number;
  /** What was done before the clock began: it says nothing about the rate. @default 0 */
  readonly before?: number;
}

/** One line: label, bar, count, rate, time left. Bytes are shown in MB. */
export function progressLine(progress: Progress): string {
  const { label, done, total } = progress;
  const parts = [label, total === undefined ? "" : bar(done / total), ...figures(progress)];
  return parts.filter((part) => part !== "").join("  ");
}

/** The same to be heard, without a bar: "Downloading gpt2: 5.0 MB of 10.0 MB, 2.5 MB/s, 2 s left." */
export const progressSentence = (progress: Progress): string => `${progress.label}: ${figures(progress).join(", ")}.`;

/** Count, rate, time left: what is known of them. */
function figures(progress: Progress): readonly string[] {
  const { done, total, elapsedMs, before = 0 } = progress;
  const seconds = elapsedMs / 1000;
  const rate = seconds > 0 ? (done - before) / seconds : 0;
  const parts = [count(progress)];
  if (rate > 0) parts.push(`${quantity(rate, progress.unit)}/s`);
  if (total !== undefined && rate > 0 && done < total && tellsRest(done - before, total - before, seconds))
    parts.push(`${duration((total - done) / rate)} left`);
  return parts;
}

/** Whether what was done says how long the rest takes: the first pieces come late, and one of them says nothing. */
export const tellsRest = (done: number, total: number, seconds: number): boolean =>
  done >= 0.03 * total || (seconds >= 15 && done >= 10);

/** Seconds as a person says them: "4 s", "2 min 5 s", "1 h 3 min". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A share in [0, 1] as a bar of 20 cells. */
function bar(share: number): string {
  const full = Math.round(20 * Math.min(1, Math.max(0, share)));
  return `[${"#".repeat(full)}${".".repeat(20 - full)}]`;
}

function count({ done, total, unit }: Progress): string {
  if (unit === "bytes") return total === undefined ? megabytes(done) : `${megabytes(done)} of ${megabytes(total)}`;
  return total === undefined ? `${done} ${unit}` : `${done} of ${total} ${unit}`;
}

const quantity = (value: number, unit: string) =>
  unit === "bytes" ? megabytes(value) : value >= 10 ? value.toFixed(0) : value.toFixed(1);
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
