import { afterEach } from "vitest";
import { openTerminal, type Surroundings, type TestTerminal } from "./harness.ts";

/** Opens terminals for the tests of a file, and closes them after each. */
export function terminals(): (surroundings?: Surroundings) => Promise<TestTerminal> {
  const open: TestTerminal[] = [];
  afterEach(() => {
    for (const terminal of open.splice(0)) terminal.close();
  });
  return async (surroundings) => {
    const terminal = await openTerminal(surroundings);
    open.push(terminal);
    return terminal;
  };
}

/** A terminal as it should be after any program. */
export const sane = { isSane: true, isCursorShown: true, isOnOwnPage: false };
