import type { WritingGate } from "../../pipelines/audit/writing-gate.ts";

/** Where the writers of an audit wait while it is paused. */
export interface PauseGate extends WritingGate {
  /** Shuts the gate: who comes to it waits. */
  shut(): void;
  /** Opens it, and lets everybody through. */
  open(): void;
}

/** An open gate. `stands` is told each time that it is shut and nobody is at work behind it. */
export function pauseGate(stands: () => void): PauseGate {
  let isShut = false;
  let atWork = 0;
  let waiting: (() => void)[] = [];
  const look = (): void => {
    if (isShut && atWork === 0) stands();
  };
  return {
    async enter() {
      while (isShut) await new Promise<void>((resolve) => void waiting.push(resolve));
      atWork++;
    },
    leave() {
      atWork--;
      look();
    },
    shut() {
      isShut = true;
      look();
    },
    open() {
      isShut = false;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  };
}
