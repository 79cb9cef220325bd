import { setTimeout as wait } from "node:timers/promises";
import { dropDraft, keepDraft, type KeptDraft } from "../../store/draft-recovery.ts";
import type { Draft } from "../../wordlist/author/draft.ts";

/** Keeps the last draft of a list in its recovery file. */
export interface DraftKeeper {
  /**
   * Writes the draft at most half a second later, or at once where the signal aborts; a later one takes its place. Resolves once that is done: to
   * whether the file holds this draft.
   */
  keep(kept: KeptDraft, signal: AbortSignal): Promise<boolean>;
  /** Forgets what is kept for a list and what was to be kept; where a draft is named, only if none was to be kept after it. */
  drop(list: string, last?: Draft): Promise<void>;
}

/** Milliseconds between two writings: half of what may be lost at most. */
const pause = 500;

/** One list's keeper. What it does to the file is done in turn, so that an old draft never takes the place of a new one. */
export function draftKeeper(cache: string): DraftKeeper {
  let wanted: KeptDraft | undefined;
  let newest: Draft | undefined;
  let held: KeptDraft | undefined;
  let writing: Promise<void> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const write = async (signal: AbortSignal): Promise<void> => {
    await wait(pause, undefined, { signal }).catch(() => undefined);
    const now = wanted;
    wanted = writing = undefined;
    if (now === undefined) return;
    await inTurn(async () => {
      await keepDraft(cache, now);
      held = now;
    });
  };
  return {
    async keep(kept, signal) {
      wanted = kept;
      newest = kept.draft;
      await (writing ??= write(signal));
      return held === kept;
    },
    async drop(list, draft) {
      if (draft !== undefined && newest !== undefined && newest !== draft) return;
      wanted = newest = undefined;
      await inTurn(async () => {
        held = undefined;
        await dropDraft(cache, list);
      });
    },
  };
}
