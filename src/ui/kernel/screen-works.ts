import type { AppEvent } from "./app-state.ts";
import { messageOf } from "./message-of.ts";
import type { OpenEffect } from "./screen.ts";

/** What the screens have set going. */
export interface ScreenWorks {
  /** Begins something for a screen; its news, and its failure, are told. */
  begin(id: number, effect: OpenEffect): void;
  /** Stops what a screen has set going, and tells the one below that it is in sight once that has ended; where it takes long, already before. */
  leave(id: number): Promise<void>;
  /** Stops everything, and waits for it ten seconds at most. */
  end(): Promise<void>;
}

/** How long work that was told to stop may take to do so, milliseconds: when a screen is left, and at the end. */
const soon = 500;
const patience = 10_000;

interface Works {
  readonly controller: AbortController;
  readonly going: Set<Promise<void>>;
}

export function screenWorks(tell: (event: AppEvent) => void): ScreenWorks {
  const running = new Map<number, Works>();
  const left = new Set<Works>();
  return {
    begin(id, effect) {
      const works = running.get(id) ?? { controller: new AbortController(), going: new Set() };
      running.set(id, works);
      const { signal } = works.controller;
      const done = effect((news) => tell({ kind: "news", id, news }), signal)
        .catch((error: unknown) => {
          if (!(signal.aborted && isAbort(error))) tell({ kind: "failure", message: messageOf(error) });
        })
        .finally(() => void works.going.delete(done));
      works.going.add(done);
    },
    async leave(id) {
      const works = running.get(id);
      if (works === undefined) return tell({ kind: "shown" });
      running.delete(id);
      left.add(works);
      works.controller.abort();
      await ended(works.going, soon);
      tell({ kind: "shown" });
      if (works.going.size > 0) {
        await Promise.all(works.going);
        tell({ kind: "shown" });
      }
      left.delete(works);
    },
    async end() {
      const all = [...running.values(), ...left];
      for (const { controller } of all) controller.abort();
      await ended(
        all.flatMap(({ going }) => [...going]),
        patience,
      );
    },
  };
}

/** Work that was told to stop may end by saying so; what else goes wrong in it, a draft that could not be kept, is a failure. */
const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

/** Waits for work, so many milliseconds at most. */
async function ended(works: Iterable<Promise<void>>, most: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, most)));
  await Promise.race([Promise.all(works), late]);
  clearTimeout(timer);
}
