/** Work of which the last that was begun goes on alone. */
export interface LastAlone {
  /** Stops the work before. The signal aborts when the next one begins, when it is stopped, or when the screen is left. */
  begin(left: AbortSignal): AbortSignal;
  stop(): void;
}

export function lastAlone(): LastAlone {
  let current: AbortController | undefined;
  return {
    begin(left) {
      current?.abort();
      current = new AbortController();
      return AbortSignal.any([current.signal, left]);
    },
    stop: () => current?.abort(),
  };
}
