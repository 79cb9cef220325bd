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
  const gate = { isShut: false, atWork: 0 };
  let waiting: (() => void)[] = [];
  const look = (): void => {
    if (gate.isShut && gate.atWork === 0) stands();
  };
  return {
    async enter() {
      while (gate.isShut) await new Promise<void>((resolve) => void waiting.push(resolve));
      gate.atWork++;
    },
    leave() {
      gate.atWork--;
      look();
    },
    shut() {
      gate.isShut = true;
      look();
    },
    open() {
      gate.isShut = false;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  };
}
