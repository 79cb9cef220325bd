/** What moves the images of `clip`. */
export const clipGroups = ["rot90", "flip", "rot180", "d4"] as const;

/** Options of all `clip` commands. */
export interface ClipOptions {
  readonly model: string;
  readonly data: string;
  readonly prompts: string;
  readonly limit?: number;
  readonly form: "paper" | "code";
  /** Absent: `logitFactorOf`. */
  readonly logitFactor?: number;
  readonly seed: number;
  readonly threads: number;
  readonly offline?: boolean;
  readonly json?: boolean;
  readonly plain?: boolean;
}

export interface ClipEvalOptions extends ClipOptions {
  readonly group: (typeof clipGroups)[number];
  readonly methods: readonly string[];
  readonly lambda?: string;
  readonly perBatch: number;
}

export interface ClipTrainOptions extends ClipOptions {
  readonly group: (typeof clipGroups)[number];
  readonly steps: number;
  readonly batch: number;
  readonly rate: number;
  readonly out: string;
}

export interface ClipTableOptions extends ClipOptions {
  readonly perBatch: number;
  readonly out: string;
}
