/** States with a way back and forth. A state is kept whole: states share what they have in common. */
export interface History<X> {
  readonly past: readonly X[];
  readonly present: X;
  readonly future: readonly X[];
}

/** At most this many steps back. */
const longest = 1000;

export const startHistory = <X>(present: X): History<X> => ({ past: [], present, future: [] });

/** Goes on to a new state; what was undone before can no longer be redone. A state equal to the present one (the same object) is no step. */
export function advance<X>({ past, present, future }: History<X>, next: X): History<X> {
  if (next === present) return { past, present, future };
  return { past: [...past, present].slice(-longest), present: next, future: [] };
}

/** One step back; the same history where there is none. */
export function undo<X>(history: History<X>): History<X> {
  const { past, present, future } = history;
  const before = past.at(-1);
  return before === undefined ? history : { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

/** One undone step forth again; the same history where there is none. */
export function redo<X>(history: History<X>): History<X> {
  const { past, present, future } = history;
  const [after, ...rest] = future;
  return after === undefined ? history : { past: [...past, present], present: after, future: rest };
}
