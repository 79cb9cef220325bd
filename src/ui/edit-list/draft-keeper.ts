import { setTimeout as wait } from "node:timers/promises";
import { dropDraft, keepDraft, type KeptDraft } from "../../store/draft-recovery.ts";

/** Keeps the last draft of a list in its recovery file. */
export interface DraftKeeper {
  /** Writes the draft at most half a second later, or at once where the signal aborts; a later one takes its place. Resolves when it is written. */
  keep(kept: KeptDraft, signal: AbortSignal): Promise<void>;
  /** Forgets what was kept for a list, unless something was to be kept in the meantime. */
  drop(list: string): Promise<void>;
}

/** Milliseconds between two writings: half of what may be lost at most. */
const pause = 500;

/** One list's keeper. Writings follow one another, so that an old one never takes the place of a new one. */
export function draftKeeper(cache: string): DraftKeeper {
  let wanted: KeptDraft | undefined;
  let writing: Promise<void> | undefined;
  let changes = 0;
  const write = async (signal: AbortSignal): Promise<void> => {
    while (wanted !== undefined) {
      await wait(pause, undefined, { signal }).catch(() => undefined);
      const now: KeptDraft | undefined = wanted;
      wanted = undefined;
      if (now !== undefined) await keepDraft(cache, now);
    }
  };
  return {
    keep(kept, signal) {
      wanted = kept;
      changes += 1;
      writing ??= write(signal).finally(() => (writing = undefined));
      return writing;
    },
    async drop(list) {
      wanted = undefined;
      const before = changes;
      await writing?.catch(() => undefined);
      if (changes === before) await dropDraft(cache, list);
    },
  };
}
