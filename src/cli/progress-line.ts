import { progressLine } from "../text/progress.ts";
import type { Terminal } from "./terminal.ts";

/** A running job's line on stderr. */
export interface ProgressLine {
  /** `done` and, where it became known only now, `total`. */
  update(done: number, total?: number): void;
  /** Runs `print` with the line out of its way. */
  clear(): void;
  end(): void;
}

/** What a line is about. */
export interface ProgressJob {
  readonly label: string;
  readonly unit: string;
  readonly total?: number;
  /** What was done before. */
  readonly before?: number;
  /** Further words for the line's end. */
  readonly note?: () => string;
}

const quietMs = 2000;
const redrawMs = 100;
const sparseMs = 10_000;

/** Shows nothing in the first two seconds; then one line that redraws itself, or on a plain terminal a line every ten seconds. */
export function progressOn(terminal: Terminal, job: ProgressJob): ProgressLine {
  const start = terminal.now();
  let next = start + quietMs;
  let isDrawn = false;
  const erase = () => {
    if (isDrawn) terminal.log("\r\u001B[K");
    isDrawn = false;
  };
  return {
    update(done, total = job.total) {
      const now = terminal.now();
      if (now < next) return;
      next = now + (terminal.live ? redrawMs : sparseMs);
      const figures = progressLine({ ...job, ...(total === undefined ? {} : { total }), done, elapsedMs: now - start });
      const line = [figures, job.note?.() ?? ""].filter((part) => part !== "").join("  ");
      terminal.log(terminal.live ? `\r\u001B[K${line.slice(0, terminal.columns - 1)}` : `${line}\n`);
      isDrawn = terminal.live;
    },
    clear: erase,
    end: erase,
  };
}
