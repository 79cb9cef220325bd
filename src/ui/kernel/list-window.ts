import type { KeyName } from "./key.ts";

/** A long list of which a part is shown: `selected` is in it, and it moves no more than it must. */
export interface ListWindow {
  readonly count: number;
  readonly selected: number;
  /** The first item shown. */
  readonly top: number;
  /** How many fit. */
  readonly height: number;
}

/** A window with valid numbers: made after anything about a list changed. An empty list has nothing selected: 0 of 0. */
export function listWindow(count: number, height: number, { selected = 0, top = 0 } = {}): ListWindow {
  const shown = Math.max(1, height);
  const chosen = Math.max(0, Math.min(count - 1, selected));
  const lowest = Math.max(0, Math.min(top, count - shown));
  return {
    count,
    selected: chosen,
    top: Math.min(chosen, Math.max(lowest, chosen - shown + 1)),
    height: shown,
  };
}

/** The window after a movement key; the same where the key is none. */
export function moveInList(window: ListWindow, name: KeyName | undefined): ListWindow {
  const { count, height, selected } = window;
  const steps: Partial<Record<KeyName, number>> = {
    up: -1,
    down: 1,
    "page-up": 1 - height,
    "page-down": height - 1,
    home: -count,
    end: count,
  };
  const step = name === undefined ? undefined : steps[name];
  return step === undefined ? window : listWindow(count, height, { ...window, selected: selected + step });
}

/** The items in sight. */
export const inSight = <X>(items: readonly X[], { top, height }: ListWindow): readonly X[] =>
  items.slice(top, top + height);
