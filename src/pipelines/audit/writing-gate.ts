/** What lets groups of texts begin, and hears when they end: where it holds them, a run waits and loses nothing. Some groups are written at the same time. */
export interface WritingGate {
  /** Awaited before a group of texts that are written together. */
  enter(): Promise<void>;
  /** Told once for each `enter` that let a group in, when the group has ended, well or not. */
  leave(): void;
}
