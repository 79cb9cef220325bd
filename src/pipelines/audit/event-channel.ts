/**
 * The events that `work` emits, as they come. `merge` may join an event to the one before it while nobody has taken that yet, so that a slow
 * reader costs no memory. What `work` throws is thrown to the reader after its last event. A reader that leaves early aborts the signal.
 */
export async function* eventChannel<E>(
  work: (emit: (event: E) => void, signal: AbortSignal) => Promise<void>,
  merge: (before: E, next: E) => E | undefined,
): AsyncGenerator<E> {
  const queue: E[] = [];
  const leaving = new AbortController();
  let wake: (() => void) | undefined;
  const state: { isOver: boolean; failure?: { readonly error: unknown } } = { isOver: false };
  const emit = (event: E) => {
    const before = queue.at(-1);
    const merged = before === undefined ? undefined : merge(before, event);
    if (merged === undefined) queue.push(event);
    else queue[queue.length - 1] = merged;
    wake?.();
  };
  const finish = async () => {
    try {
      await work(emit, leaving.signal);
    } catch (error) {
      state.failure = { error };
    }
    state.isOver = true;
    wake?.();
  };
  const done = finish();
  try {
    for (;;) {
      const next = queue.shift();
      if (next !== undefined) yield next;
      else if (state.isOver) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    leaving.abort();
    await done;
  }
  if (state.failure !== undefined) throw state.failure.error;
}
