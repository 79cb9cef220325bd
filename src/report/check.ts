/** One figure of a run held against one limit. */
export interface Check {
  /** The flag it answers to: "--fail-over 0.05"; or "certificate". */
  readonly limit: string;
  readonly passed: boolean;
  /** One sentence, harmless: what was found against what was allowed. */
  readonly reason: string;
}
